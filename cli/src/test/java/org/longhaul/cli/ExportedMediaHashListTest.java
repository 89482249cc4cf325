package org.longhaul.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.longhaul.cli.OddTree.Also;
import org.longhaul.cli.Terminal.Said;

/// The ASC MHL history of a restored tree, recomputed in another language.
class ExportedMediaHashListTest {
  private static final String CHECK =
      """
      import glob, hashlib, os, re, sys
      import xml.etree.ElementTree as tree
      DIGITS = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'
      def c4(path):
          rest, text = int(hashlib.sha512(open(path, 'rb').read()).hexdigest(), 16), ''
          while rest:
              rest, digit = divmod(rest, 58)
              text = DIGITS[digit] + text
          return 'c4' + text.rjust(88, '1')
      os.chdir(sys.argv[1])
      listed = {file for file in glob.glob('ascmhl/*')}
      chain = tree.parse('ascmhl/ascmhl_chain.xml').getroot()
      D = '{urn:ASC:MHL:DIRECTORY:v2.0}'
      assert chain.tag == D + 'ascmhldirectory'
      (link,) = chain
      assert link.get('sequencenr') == '1'
      name = link.find(D + 'path').text
      assert re.fullmatch(r'0001_copy_\\d{4}-\\d\\d-\\d\\d_\\d{6}Z\\.mhl', name), name
      assert listed == {'ascmhl/' + name, 'ascmhl/ascmhl_chain.xml'}, listed
      assert link.find(D + 'c4').text == c4('ascmhl/' + name)
      M = '{urn:ASC:MHL:v2.0}'
      top = tree.parse('ascmhl/' + name).getroot()
      assert top.tag == M + 'hashlist' and top.get('version') == '2.0'
      assert [child.tag for child in top] == [M + 'creatorinfo', M + 'processinfo', M + 'hashes']
      assert [child.tag for child in top[0]] == [
          M + 'creationdate', M + 'hostname', M + 'tool', M + 'comment']
      assert [child.tag for child in top[1]] == [M + 'process', M + 'ignore']
      seen = set()
      for entry in top[2]:
          path, digest = entry
          assert (entry.tag, path.tag, digest.tag) == (M + 'hash', M + 'path', M + 'c4')
          assert digest.text == c4(path.text), path.text
          assert int(path.get('size')) == os.path.getsize(path.text)
          seen.add(path.text)
      files = {os.path.relpath(os.path.join(folder, file), '.')
          for folder, _, files in os.walk('.') for file in files if not folder.startswith('./ascmhl')}
      assert seen == files, seen ^ files
      """;

  @TempDir Path folder = Path.of("");

  private Said mhl(Terminal terminal, String... options) throws IOException {
    List<String> words =
        new java.util.ArrayList<>(List.of("manifest", "d3", "--mhl", "--out", "copy"));
    words.addAll(List.of(options));
    return terminal.longhaul(words.toArray(String[]::new));
  }

  @Test
  void everyFileIsInTheList() throws IOException {
    Terminal terminal = new Terminal(folder);
    OddTree.pack(terminal, Also.AWKWARD);
    OddTree.unpack(terminal, "copy");
    Said written = mhl(terminal);
    assertEquals(0, written.status(), written.all());
    Said checked = terminal.shell("python3 - copy <<'END'\n" + CHECK + "END\n");
    assertEquals(0, checked.status(), checked.all());
    Said again = mhl(terminal);
    assertEquals(ExitCode.DRIVES.number(), again.status(), again.all());
  }

  @Test
  void whatTheListCannotHoldIsNamed() throws IOException {
    Terminal terminal = new Terminal(folder);
    OddTree.pack(terminal, Also.LINKS, Also.NOT_TEXT, Also.CONTROL);
    OddTree.unpack(terminal, "copy");
    Files.delete(terminal.at("copy/old"));
    Said written = mhl(terminal, "--json");
    assertEquals(ExitCode.PARTIAL.number(), written.status(), written.all());
    for (String gap : List.of("\"link\":{", "\"not_text\":{", "\"missing\":{", "bell\\\\x07")) {
      assertTrue(written.out().contains(gap), gap + " is not in " + written.out());
    }
  }

  @Test
  void aTreeThatDiffersGetsNoHistory() throws IOException {
    Terminal terminal = new Terminal(folder);
    OddTree.pack(terminal);
    OddTree.unpack(terminal, "copy");
    Files.writeString(terminal.at("copy/sub/a"), "diff");
    Said refused = mhl(terminal);
    assertEquals(ExitCode.DAMAGE.number(), refused.status(), refused.all());
    assertTrue(refused.out().contains("sub/b"), refused.out());
    assertFalse(Files.exists(terminal.at("copy/ascmhl")));
  }

  @Test
  void aHistoryThatWasPackedIsLeftToItsTool() throws IOException {
    Terminal terminal = new Terminal(folder);
    assertEquals(
        0, terminal.shell("mkdir -p data/reel/ascmhl && : >data/reel/ascmhl/0001.mhl").status());
    OddTree.pack(terminal);
    OddTree.unpack(terminal, "copy");
    Said refused = mhl(terminal);
    assertEquals(ExitCode.DRIVES.number(), refused.status(), refused.all());
    assertFalse(Files.exists(terminal.at("copy/ascmhl")));
  }
}
