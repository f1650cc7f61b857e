package dev.portage.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.portage.testing.InProcess;
import dev.portage.testing.MigrationTest;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is tested over HTTP is tested on the native executable too, where a missing reflection entry would show. */
class ExecutableTestsTest {
    private static final JavaClasses TESTS = new ClassFileImporter().importPath(Path.of("target/test-classes"));

    @Test
    void everyTestOverHttpHasAnItThatRunsItOnTheExecutable() {
        List<JavaClass> overHttp = TESTS.stream()
                .filter(test -> test.isAssignableTo(MigrationTest.class) && test.isAnnotatedWith(QuarkusTest.class))
                .filter(test -> !test.isAnnotatedWith(InProcess.class))
                .toList();

        assertThat(overHttp).isNotEmpty().allSatisfy(test -> {
            String name = test.getName() + "IT";
            assertThat(TESTS.contain(name))
                    .as("a class %s extends %s, with @QuarkusIntegrationTest", name, test.getSimpleName())
                    .isTrue();
            JavaClass twin = TESTS.get(name);
            assertThat(twin.isAnnotatedWith(QuarkusIntegrationTest.class)).isTrue();
            assertThat(twin.getRawSuperclass()).contains(test);
            assertThat(profile(twin)).as("profile of %s", name).isEqualTo(profile(test));
        });
    }

    private static Optional<Object> profile(JavaClass test) {
        return test.tryGetAnnotationOfType(TestProfile.class.getName())
                .flatMap(annotation -> annotation.get("value"))
                .map(value -> ((JavaClass) value).getName());
    }
}
