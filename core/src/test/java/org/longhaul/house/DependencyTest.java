package org.longhaul.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/// Which room may know which. ARCHITECTURE.md draws the same picture.
class DependencyTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("org.longhaul");

  @Test
  void dataRunsOneWayThroughTheHouse() {
    layeredArchitecture()
        .consideringOnlyDependenciesInAnyPackage("org.longhaul..")
        .layer("shipment")
        .definedBy("org.longhaul.shipment..")
        .layer("coding")
        .definedBy("org.longhaul.coding..")
        .layer("sealing")
        .definedBy("org.longhaul.sealing..")
        .layer("tree")
        .definedBy("org.longhaul.tree..")
        .layer("drive")
        .definedBy("org.longhaul.drive..")
        .layer("catalogue")
        .definedBy("org.longhaul.catalogue..")
        .layer("freight")
        .definedBy("org.longhaul.freight..")
        .whereLayer("shipment")
        .mayNotAccessAnyLayer()
        .whereLayer("coding")
        .mayOnlyAccessLayers("shipment")
        .whereLayer("sealing")
        .mayOnlyAccessLayers("shipment")
        .whereLayer("tree")
        .mayOnlyAccessLayers("shipment")
        .whereLayer("drive")
        .mayOnlyAccessLayers("shipment", "sealing")
        .whereLayer("catalogue")
        .mayOnlyAccessLayers("shipment", "sealing", "drive")
        .whereLayer("freight")
        .mayOnlyAccessLayers("shipment", "coding", "sealing", "tree", "drive", "catalogue")
        .check(CLASSES);
  }

  @Test
  void onlyCodingUsesTheVectorApi() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.longhaul.coding..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("jdk.incubator.vector..")
        .check(CLASSES);
  }

  @Test
  void driveFilesAreTouchedOnlyThroughTheSeam() {
    noClasses()
        .that()
        .resideInAnyPackage("org.longhaul.catalogue..", "org.longhaul.drive..")
        .and()
        .haveNameNotMatching(".*\\.FolderDrive.*")
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.nio.file.Files")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.nio.channels.FileChannel")
        .check(CLASSES);
  }
}
