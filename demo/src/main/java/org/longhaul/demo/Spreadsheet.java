package org.longhaul.demo;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.SplittableRandom;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/// A workbook of two sheets: measurements, and their summary by formulas.
final class Spreadsheet {
  private static final int ROWS = 6_000;

  private Spreadsheet() {}

  static void write(Path file, SplittableRandom random) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        Workbook book = new Workbook(out, "Longhaul", "1.0")) {
      Worksheet sheet = book.newWorksheet("measurements");
      String[] columns = {"date", "station", "temperature", "pressure", "comment"};
      for (int column = 0; column < columns.length; column++) {
        sheet.value(0, column, columns[column]);
      }
      LocalDate day = LocalDate.of(2024, 1, 1);
      for (int row = 1; row <= ROWS; row++) {
        sheet.value(row, 0, day.plusDays(row / 24));
        sheet.style(row, 0).format("yyyy-MM-dd").set();
        sheet.value(row, 1, "S" + (100 + random.nextInt(40)));
        sheet.value(row, 2, Math.round(random.nextDouble(-20, 40) * 100) / 100.0);
        sheet.value(row, 3, Math.round(random.nextDouble(950, 1050) * 1000) / 1000.0);
        sheet.value(row, 4, Long.toString(random.nextLong(), 36));
      }
      Worksheet summary = book.newWorksheet("summary");
      summary.value(0, 0, "mean temperature");
      summary.formula(0, 1, "AVERAGE(measurements!C2:C%d)".formatted(ROWS + 1));
      summary.value(1, 0, "highest pressure");
      summary.formula(1, 1, "MAX(measurements!D2:D%d)".formatted(ROWS + 1));
    }
  }
}
