// Package processtest starts processes for tests, such as real servers, that end with the
// test's own process however that ends. It knows nothing of what is started.
package processtest
