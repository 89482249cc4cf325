package org.longhaul.cli;

import picocli.CommandLine.IVersionProvider;

/// The version of this program.
final class Version implements IVersionProvider {
  static String line() {
    return "longhaul " + number();
  }

  static String number() {
    String version = Longhaul.class.getPackage().getImplementationVersion();
    return version == null ? "(not packaged)" : version;
  }

  @Override
  public String[] getVersion() {
    return new String[] {line()};
  }
}
