/// One class per verb, no logic: words in, one call into the engine, sentences out.
@org.jspecify.annotations.NullMarked
package org.longhaul.cli;
