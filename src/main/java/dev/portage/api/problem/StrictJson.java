package dev.portage.api.problem;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.LogicalType;
import dev.portage.migration.InvalidRequestException;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;

/**
 * JSON that means exactly what it says: a misspelt field, a number for a string or a field given twice is refused, where
 * Jackson by itself would guess, and a wrong guess here moves people's accounts.
 */
@Singleton
class StrictJson implements ObjectMapperCustomizer {

    @Override
    public void customize(ObjectMapper mapper) {
        mapper.enable(
                DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS,
                DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        mapper.disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT);
        mapper.disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);
        mapper.enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
        // Jackson would keep its buffers for the next body, with what was in them: passwords among it.
        mapper.getFactory().setRecyclerPool(JsonRecyclerPools.nonRecyclingPool());
        refuse(
                mapper,
                LogicalType.Textual,
                CoercionInputShape.Integer,
                CoercionInputShape.Float,
                CoercionInputShape.Boolean);
        refuse(
                mapper,
                LogicalType.Integer,
                CoercionInputShape.String,
                CoercionInputShape.Float,
                CoercionInputShape.Boolean);
        refuse(mapper, LogicalType.Float, CoercionInputShape.String, CoercionInputShape.Boolean);
        refuse(
                mapper,
                LogicalType.Boolean,
                CoercionInputShape.String,
                CoercionInputShape.Integer,
                CoercionInputShape.Float);
        refuse(mapper, LogicalType.Enum, CoercionInputShape.Integer);
        refuse(mapper, LogicalType.OtherScalar);
        mapper.registerModule(new SimpleModule("portage")
                .addDeserializer(Instant.class, new UtcTime())
                .addDeserializer(String.class, new Text())
                .addDeserializer(boolean.class, new Flag()));
    }

    /** Last of all, so that neither Quarkus nor a module it registers has the final word. */
    @Override
    public int priority() {
        return MINIMUM_PRIORITY;
    }

    private static void refuse(ObjectMapper mapper, LogicalType type, CoercionInputShape... shapes) {
        var coercions = mapper.coercionConfigFor(type);
        for (CoercionInputShape shape : shapes) {
            coercions.setCoercion(shape, CoercionAction.Fail);
        }
        if (type != LogicalType.Textual) {
            coercions.setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail);
        }
    }

    /** ISO-8601 with its offset, as text; Jackson's own would take a bare number for seconds. */
    private static final class UtcTime extends StdScalarDeserializer<Instant> {

        private static final long serialVersionUID = 1L;

        UtcTime() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            if (parser.currentToken() == JsonToken.VALUE_STRING) {
                try {
                    return Instant.parse(parser.getText());
                } catch (DateTimeException e) {
                    return (Instant) context.handleWeirdStringValue(Instant.class, parser.getText(), "not a time");
                }
            }
            return (Instant) context.handleUnexpectedToken(Instant.class, parser);
        }
    }

    /** Jackson's own, but for the one character that PostgreSQL can keep nowhere. */
    private static final class Text extends StringDeserializer {

        private static final long serialVersionUID = 1L;

        @Override
        public String deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            String text = super.deserialize(parser, context);
            if (text != null && text.indexOf(0) >= 0) {
                throw JsonMappingException.from(
                        parser, "U+0000", new InvalidRequestException("", "must not have the character U+0000"));
            }
            return text;
        }
    }

    /** Where true or false is meant: false if the field is left out; Jackson's own knows no absence and fails. */
    private static final class Flag extends StdScalarDeserializer<Boolean> {

        private static final long serialVersionUID = 1L;

        Flag() {
            super(boolean.class);
        }

        @Override
        public Boolean deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            return _parseBooleanPrimitive(parser, context);
        }

        @Override
        public Boolean getAbsentValue(DeserializationContext context) {
            return false;
        }

        @Override
        public Boolean getNullValue(DeserializationContext context) throws JsonMappingException {
            return context.reportInputMismatch(this, "null");
        }

        @Override
        public LogicalType logicalType() {
            return LogicalType.Boolean;
        }
    }
}
