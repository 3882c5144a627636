/**
 * Brings {@code db-restore.*} of a Spring Boot application to the hook of its migration tool, and keeps the hooks from doing
 * anything in production. {@link io.dbrestore.spring.SettingsInitializer} is where Spring Boot begins.
 */
@NullMarked
package io.dbrestore.spring;

import org.jspecify.annotations.NullMarked;
