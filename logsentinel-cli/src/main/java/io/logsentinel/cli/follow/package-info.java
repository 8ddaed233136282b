/** Sources of flows that go on: files as they grow and are rotated, and what is found meanwhile. */
package io.logsentinel.cli.follow;
