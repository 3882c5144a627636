/** What a project says about itself in files that are no tool's own: Spring Boot's configuration, and its class path. */
@NullMarked
package io.dbrestore.tool.project;

import org.jspecify.annotations.NullMarked;
