package io.dbrestore.cli;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.TypeConversionException;

/** Takes a constant of an enum as it is typed, in any case of letters. Picocli's own would tell the constants' names. */
final class EnumWords<E extends Enum<E>> implements ITypeConverter<E> {

    private final Class<E> type;

    private EnumWords(Class<E> type) {
        this.type = type;
    }

    /** For every option and parameter of the command that is one of a few words. */
    static void useIn(CommandLine command) {
        for (ArgSpec argument : command.getCommandSpec().args()) {
            if (argument.type().isEnum()) {
                register(command, argument.type());
            }
        }
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // an enum is one of itself
    private static void register(CommandLine command, Class<?> type) {
        command.registerConverter((Class) type, new EnumWords(type));
    }

    @Override
    public E convert(String word) {
        E[] constants = type.getEnumConstants();
        return Arrays.stream(constants)
                .filter(constant -> Words.of(constant).equalsIgnoreCase(word))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("expected one of "
                        + Arrays.stream(constants).map(Words::of).collect(joining(", ")) + " but was '" + word + "'"));
    }
}
