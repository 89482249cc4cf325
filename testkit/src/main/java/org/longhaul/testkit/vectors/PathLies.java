package org.longhaul.testkit.vectors;

import java.util.List;

/// Entries whose paths lead out of the target, through links, or to each other.
final class PathLies {
  private static final String NOT_MADE = "a path is not one that may be made";

  private final Bench bench;

  private PathLies(Bench bench) {
    this.bench = bench;
  }

  static void addTo(Bench bench) {
    PathLies lies = new PathLies(bench);
    lies.paths();
    lies.order();
    lies.links();
    lies.hardLinks();
  }

  private void path(String name, String fault, String path) {
    for (String kind : List.of("file", "folder", "link")) {
      SenderVectors.refused(
          bench,
          "path-" + name + "-" + kind,
          fault,
          NOT_MADE,
          tree -> {
            tree.folder("");
            switch (kind) {
              case "file" -> tree.entries().empty(path);
              case "folder" -> tree.entries().folder(path);
              default -> tree.entries().link(path, "x");
            }
          });
    }
  }

  private void paths() {
    path("up", "A path is '..'.", "..");
    path("up-out", "A path leads out of the target.", "../in/canary");
    path("up-inside", "A path leads up inside of itself.", "a/../../canary");
    path("absolute", "A path is absolute.", "/etc/canary");
    path("empty-part", "A path has an empty part.", "a//b");
    path("slash-behind", "A path ends in a slash.", "a/");
    path("dot", "A path is '.'.", ".");
    path("dot-inside", "A path has a part '.'.", "a/./b");
    path("nul", "A path has a NUL.", "a\0b");
    path("long-part", "A part of a path has 256 bytes.", "x".repeat(256));
    SenderVectors.refused(
        bench,
        "path-too-long",
        "A path has 4,097 bytes.",
        "out of its range",
        tree -> tree.folder("").entries().empty("x/".repeat(2048) + "y"));
    SenderVectors.refused(
        bench,
        "path-shared-beyond",
        "A path shares more bytes with the one before than that has.",
        "out of its range",
        tree -> tree.folder("").entries().start(1, Bytes.of("abcdef"), 6));
    String top = "the top of the tree is not a folder";
    SenderVectors.refused(
        bench, "path-top-file", "The top of the tree is a file.", top, tree -> tree.empty(""));
    SenderVectors.refused(
        bench, "path-top-link", "The top of the tree is a link.", top, tree -> tree.link("", "x"));
    SenderVectors.refused(
        bench,
        "path-top-left-out",
        "The top of the tree was left out.",
        top,
        tree -> tree.leftOut("", 3));
  }

  private void order() {
    String says = "its entries are not in order";
    SenderVectors.refused(
        bench,
        "order-twice",
        "A path stands twice.",
        says,
        tree -> tree.folder("").empty("a").empty("a"));
    SenderVectors.refused(
        bench,
        "order-link-and-file",
        "A link and a file have the same path.",
        says,
        tree -> tree.folder("").link("a", "../outside/canary").empty("a"));
    SenderVectors.refused(
        bench,
        "order-backwards",
        "Paths go backwards.",
        says,
        tree -> tree.folder("").empty("b").empty("a"));
    SenderVectors.refused(
        bench,
        "order-by-bytes",
        "Paths are in the order of their bytes, not of their parts.",
        says,
        tree -> tree.folder("").folder("a").empty("a.txt").empty("a/b"));
    SenderVectors.refused(
        bench,
        "order-folder-late",
        "A folder comes after what is in it.",
        says,
        tree -> tree.folder("").empty("a/b").folder("a"));
    SenderVectors.refused(
        bench,
        "order-over-parts",
        "The first path of a part comes before the last of the one before.",
        "its parts are not in order",
        tree -> tree.folder("").empty("b").nextPart().empty("a"));
  }

  private void links() {
    SenderVectors.made(
        bench,
        "below-a-file",
        "A file is below a file.",
        tree -> tree.folder("").empty("a").empty("a/b"),
        Run.unpack(3, "not made").gives(SenderVectors.names("a")));
    SenderVectors.made(
        bench,
        "below-nothing",
        "A file is in a folder that is not there.",
        tree -> tree.folder("").empty("a/b/c"),
        Run.unpack(3, "not made"));
    LegParts trap = new LegParts("bare", Legs.bare().geometry);
    trap.tree
        .folder("")
        .link("out", "../outside")
        .empty("out/canary")
        .folder("out/dir")
        .link("out/l", "x");
    bench.add(
        "sender/below-a-link",
        "Names are below a link that leads out. Twice, so that the link is there already.",
        "bare",
        trap.press(),
        Run.unpack(3, "not made").gives(SenderVectors.names("out -> ../outside")),
        Run.unpack(3, "not made")
            .options("--replace")
            .gives(SenderVectors.names("out -> ../outside")),
        Run.unpack(3, "not made")
            .options("--replace", "--only", "out/*")
            .gives(SenderVectors.names("out -> ../outside")));
    LegParts deep = new LegParts("bare", Legs.bare().geometry);
    deep.tree.folder("").empty("a").empty("a/b/c/d");
    bench.add(
        "sender/only-below-a-file",
        "Only what is below a file is wanted.",
        "bare",
        deep.press(),
        Run.unpack(3, "not made").options("--only", "a*").gives(SenderVectors.names("a")));
  }

  private void hard(String name, String fault, int back, String original, Run run) {
    SenderVectors.made(
        bench,
        "hard-link-" + name,
        fault,
        tree -> {
          tree.folder("").folder("dir").empty("file").leftOut("gone", 5).link("link", "file");
          tree.entries().hardLink("made", back, original);
        },
        run.saying("cannot be made whole"));
  }

  private void hardLinks() {
    SenderVectors.refused(
        bench,
        "hard-link-out",
        "A hard link is to a file outside of the target.",
        NOT_MADE,
        tree -> tree.folder("").empty("a").entries().hardLink("b", 1, "../canary"));
    SenderVectors.refused(
        bench,
        "hard-link-absolute",
        "A hard link is to an absolute path.",
        NOT_MADE,
        tree -> tree.folder("").empty("a").entries().hardLink("b", 1, "/etc/passwd"));
    SenderVectors.refused(
        bench,
        "hard-link-to-itself",
        "A hard link is to itself.",
        "refers to itself",
        tree -> tree.folder("").empty("a").entries().hardLink("b", 0, "b"));
    SenderVectors.refused(
        bench,
        "hard-link-before-all",
        "A hard link is to an entry before the first.",
        "out of its range",
        tree -> tree.folder("").empty("a").entries().hardLink("b", 3, "a"));
    var rest = SenderVectors.names("dir/", "file", "link -> file");
    hard("to-folder", "A hard link is to a folder.", 4, "dir", Run.unpack(4).gives(rest));
    hard("to-link", "A hard link is to a link.", 1, "link", Run.unpack(4).gives(rest));
    hard(
        "to-left-out",
        "A hard link is to what was left out.",
        2,
        "gone",
        Run.unpack(4).gives(rest));
    hard(
        "other-path",
        "A hard link says a file by its number and another by its path.",
        3,
        "link",
        Run.unpack(4).gives(rest));
    hard(
        "unknown-path",
        "A hard link says a file by its number and none by its path.",
        3,
        "nowhere",
        Run.unpack(4).gives(rest));
    LegParts mine = new LegParts("bare", Legs.bare().geometry);
    mine.tree.folder("").empty("a");
    mine.tree.entries().hardLink("b", 1, "mine");
    bench.add(
        "sender/hard-link-to-what-was-there",
        "A hard link is to a file that the leg does not bring.",
        "bare",
        mine.press(),
        Run.unpack(4).gives(SenderVectors.names("a")));
  }
}
