package org.longhaul.tree;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.longhaul.shipment.TreePath;

/// Several files and folders of this host side by side, each under its own last name.
final class JoinedSource implements SourceTree {
  private final Map<TreePath, HostSource> parents;

  private JoinedSource(Map<TreePath, HostSource> parents) {
    this.parents = parents;
  }

  static JoinedSource of(List<Path> paths) throws IOException {
    JoinedSource joined = new JoinedSource(new TreeMap<>());
    try {
      for (Path path : paths) {
        Path real = path.toAbsolutePath().normalize();
        Path parent = Objects.requireNonNullElse(real.getParent(), real);
        Path last = Objects.requireNonNullElse(real.getFileName(), real);
        TreePath name = TreePath.of(last.toString().getBytes(StandardCharsets.UTF_8));
        HostSource before = joined.parents.put(name, HostSource.open(parent));
        if (before != null) {
          before.close();
          throw new IOException(
              "Two of the sources are called %s; give them different names, or pack a folder that"
                      .formatted(name.display())
                  + " holds both.");
        }
      }
      return joined;
    } catch (IOException | RuntimeException e) {
      joined.close();
      throw e;
    }
  }

  @Override
  public void walk(Visitor visitor) throws IOException {
    for (Map.Entry<TreePath, HostSource> part : parents.entrySet()) {
      part.getValue().walkOnly(part.getKey().bytes(), visitor);
    }
  }

  @Override
  public SourceFile open(TreePath path) throws IOException {
    TreePath first = path;
    while (!first.parent().isTop()) {
      first = first.parent();
    }
    return Objects.requireNonNull(parents.get(first)).open(path);
  }

  @Override
  public void close() {
    parents.values().forEach(HostSource::close);
  }
}
