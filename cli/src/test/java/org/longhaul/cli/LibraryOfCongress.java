package org.longhaul.cli;

import gov.loc.repository.bagit.domain.Bag;
import gov.loc.repository.bagit.reader.BagReader;
import gov.loc.repository.bagit.verify.BagVerifier;
import java.nio.file.Path;

/// A program that asks the Library of Congress's implementation of BagIt whether a folder is a
/// valid bag. It is one of its own, so that its file names are UTF-8 wherever the tests run.
final class LibraryOfCongress {
  private LibraryOfCongress() {}

  public static void main(String[] arguments) throws Exception {
    Bag bag = new BagReader().read(Path.of(arguments[0]));
    try (BagVerifier verifier = new BagVerifier()) {
      verifier.isValid(bag, false);
      BagVerifier.quicklyVerify(bag);
    }
  }
}
