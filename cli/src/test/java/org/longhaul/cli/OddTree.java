package org.longhaul.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.longhaul.cli.Terminal.Said;

/// A folder `data` with names that are hard to write down, packed on three drives, 2+1.
final class OddTree {
  private static final String SCRIPT =
      """
      mkdir -p data/sub/inner data/'empty folder' && cd data
      printf 'comma' >'a,b "quoted".txt'
      printf 'formula' >'=1+1'
      printf 'lead' >' leading'
      printf 'nl' >"$(printf 'new\\nline')"
      printf 'cr' >"$(printf 'carriage\\rreturn')"
      printf 'tab' >"$(printf 'tab\\there')"
      printf 'amp' >'<&> entities'
      printf 'uni' >'ünïcödé 数据'
      printf 'long' >"$(printf 'x%.0s' $(seq 255))"
      : >empty
      printf 'same' >sub/a; ln sub/a sub/b; ln sub/a zz-hard; cp sub/a sub/inner/double
      head -c 3000000 /dev/urandom >big; cp big sub/double-of-big
      for i in $(seq 50); do seq $i >sub/inner/small-$i; done
      printf 'old' >old; touch -d '1966-02-02 02:26:54.987654321 UTC' old
      touch -d '2400-01-01 00:00:00.5 UTC' far
      """;

  private static final String NOT_TEXT = "printf 'x' >data/\"$(printf 'not\\377utf8')\"\n";
  private static final String AWKWARD =
      "printf 'pc' >data/'100% done'; printf 'bs' >data/'back\\slash';"
          + " printf 'sp' >data/'trailing '\n";
  private static final String LINKS = "ln -s 'a,\nb' data/dangling; ln -s sub/a data/link\n";
  private static final String CONTROL = "printf 'bell' >data/\"$(printf 'bell\\007')\"\n";

  private OddTree() {}

  /// What a tree has besides.
  enum Also {
    NOT_TEXT(OddTree.NOT_TEXT),
    AWKWARD(OddTree.AWKWARD),
    LINKS(OddTree.LINKS),
    CONTROL(OddTree.CONTROL);

    private final String script;

    Also(String script) {
      this.script = script;
    }
  }

  static void pack(Terminal terminal, Also... also) throws IOException {
    StringBuilder script = new StringBuilder("set -e\n(" + SCRIPT + ")\n");
    for (Also more : also) {
      script.append(more.script);
    }
    Said made = terminal.shell(script.toString());
    assertEquals(0, made.status(), made.err());
    List<String> words = new ArrayList<>(List.of("pack", "data", "--to"));
    words.addAll(terminal.drives(3));
    Said packed = terminal.longhaul(words.toArray(String[]::new));
    assertEquals(0, packed.status(), packed.all());
  }

  static void unpack(Terminal terminal, String into) throws IOException {
    Said unpacked = terminal.longhaul("unpack", "d1", "d2", "d3", "--into", into);
    assertEquals(0, unpacked.status(), unpacked.all());
  }
}
