package dev.portage.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The plan of the house, held against the code: see the table of the rooms in the documentation. */
class RoomsTest {
    private static final String HOUSE = "dev.portage.";
    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.portage");

    /** A room with the rooms that it may know. */
    record Room(String name, Set<String> below) {
        /** Those of the API's rooms that are planned apart do not count as its own. */
        String classes() {
            return HOUSE + name + (name.equals("api") ? "" : "..");
        }
    }

    private static final Set<String> GROUND = Set.of("schedule", "migration", "pacing", "calls");
    private static final Set<String> FLOORS_1_2 = and(GROUND, "cognito", "workos", "queue");
    private static final Set<String> BELOW_3 =
            Stream.concat(FLOORS_1_2.stream(), Stream.of("discovery")).collect(Collectors.toUnmodifiableSet());
    private static final Set<String> FLOORS_1_3 = Stream.concat(
                    BELOW_3.stream(),
                    Stream.of("transfer", "survey", "federation", "reset", "signin", "verification", "webhook"))
            .collect(Collectors.toUnmodifiableSet());

    private static Set<String> and(Set<String> rooms, String... more) {
        return Stream.concat(rooms.stream(), Stream.of(more)).collect(Collectors.toUnmodifiableSet());
    }

    static List<Room> rooms() {
        return List.of(
                new Room("schedule", Set.of()),
                new Room("migration", Set.of("schedule")),
                new Room("pacing", Set.of("schedule")),
                new Room("calls", Set.of()),
                new Room("audit", Set.of()),
                new Room("cognito", GROUND),
                new Room("workos", GROUND),
                new Room("queue", Set.of("schedule", "pacing")),
                new Room("discovery", FLOORS_1_2),
                new Room("transfer", BELOW_3),
                new Room("survey", BELOW_3),
                new Room("federation", BELOW_3),
                new Room("reset", BELOW_3),
                new Room("signin", BELOW_3),
                new Room("verification", BELOW_3),
                new Room("webhook", BELOW_3),
                new Room("api.problem", FLOORS_1_2),
                new Room("api.security", Set.of("api.problem")),
                new Room("api", and(FLOORS_1_3, "audit", "api.problem", "api.security")),
                // Signs in as the API does, and shows its problems as pages; of its resources it knows nothing.
                new Room("dashboard", and(FLOORS_1_3, "audit", "api.problem", "api.security")),
                new Room("boot", Set.of("schedule")),
                new Room("sandbox", FLOORS_1_3));
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void arrowsPointDownOnly(Room room) {
        String[] others = rooms().stream()
                .filter(other -> !other.equals(room) && !room.below().contains(other.name()))
                .map(Room::classes)
                .toArray(String[]::new);

        noClasses()
                .that()
                .resideInAPackage(room.classes())
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others)
                .allowEmptyShould(true)
                .check(MAIN);
    }

    @Test
    void everyClassIsInARoomOfThePlan() {
        Set<String> planned = rooms().stream().map(Room::name).collect(Collectors.toSet());

        Set<String> found = MAIN.stream()
                .map(JavaClass::getPackageName)
                .map(name -> name.substring(HOUSE.length()).split("\\.")[0])
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(planned).containsAll(found);
    }

    @Test
    void oneRoomSpeaksToAws() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.portage.cognito..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("software.amazon..")
                .check(MAIN);
    }

    @Test
    void oneRoomSpeaksToWorkOs() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.portage.workos..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.workos..", "okhttp3..")
                .check(MAIN);
    }

    @Test
    void onlyProgramsWriteToTheConsole() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("dev.portage.boot.Portage")
                .and()
                .doNotHaveFullyQualifiedName("dev.portage.sandbox.Sandbox")
                .should(ACCESS_STANDARD_STREAMS)
                .check(MAIN);
    }

    @Test
    void whatAClassNeedsComesThroughItsConstructor() {
        noFields()
                .should()
                .beAnnotatedWith(Inject.class)
                .orShould()
                .beAnnotatedWith(ConfigProperty.class)
                .check(MAIN);
    }

    @Test
    void nullIsMarkedEverywhere() {
        Set<String> unmarked = MAIN.stream()
                .map(JavaClass::getPackage)
                .distinct()
                .filter(each -> each.tryGetPackageInfo()
                        .filter(info -> info.isAnnotatedWith(NullMarked.class))
                        .isEmpty())
                .map(JavaPackage::getName)
                .collect(Collectors.toSet());

        assertThat(unmarked).isEmpty();
    }

    @Test
    void resourcesLeaveSqlToRepositories() {
        classes()
                .that()
                .haveSimpleNameEndingWith("Resource")
                .should()
                .onlyDependOnClassesThat()
                .resideOutsideOfPackages("org.jdbi..", "java.sql..", "javax.sql..")
                .check(MAIN);
    }
}
