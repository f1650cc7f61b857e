package dev.portage.api.problem;

import dev.portage.migration.FieldError;
import dev.portage.migration.InvalidRequestException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import java.util.Set;

/** Validates what a request only comes to when it is put together with what is here. */
@ApplicationScoped
public class Validated {
    private final Validator validator;

    Validated(Validator validator) {
        this.validator = validator;
    }

    /**
     * Answers the value, if it is as its constraints want it.
     *
     * @throws InvalidRequestException that names the fields which are at fault
     */
    public <T> T require(T value) {
        Set<ConstraintViolation<T>> violations = validator.validate(value);
        if (!violations.isEmpty()) {
            throw new InvalidRequestException(violations.stream()
                    .map(violation -> new FieldError(violation.getPropertyPath().toString(), violation.getMessage()))
                    .toList());
        }
        return value;
    }
}
