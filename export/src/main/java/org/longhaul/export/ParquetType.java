package org.longhaul.export;

import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.NanoSeconds;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.StringType;
import org.apache.parquet.format.TimeUnit;
import org.apache.parquet.format.TimestampType;
import org.apache.parquet.format.Type;

/// How Parquet stores the values of a column.
enum ParquetType {
  TEXT(Type.BYTE_ARRAY),
  LONG(Type.INT64),
  INT(Type.INT32),
  BOOLEAN(Type.BOOLEAN),
  NANOS(Type.INT64);

  private final Type physical;

  ParquetType(Type physical) {
    this.physical = physical;
  }

  static ParquetType of(Column.Type type) {
    return switch (type) {
      case TEXT -> TEXT;
      case NUMBER -> LONG;
      case MODE -> INT;
      case TRUTH -> BOOLEAN;
      case TIME -> NANOS;
    };
  }

  Type physical() {
    return physical;
  }

  SchemaElement element(String name) {
    SchemaElement element = new SchemaElement(name);
    element.setType(physical);
    element.setRepetition_type(FieldRepetitionType.OPTIONAL);
    if (this == TEXT) {
      element.setConverted_type(ConvertedType.UTF8);
      element.setLogicalType(LogicalType.STRING(new StringType()));
    } else if (this == NANOS) {
      element.setLogicalType(
          LogicalType.TIMESTAMP(new TimestampType(true, TimeUnit.NANOS(new NanoSeconds()))));
    }
    return element;
  }
}
