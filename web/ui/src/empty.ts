// Stands in for @rjsf/validator-ajv8, which @rjsf/core imports from its test registry only: Ajv compiles schemas to
// code, and the content security policy of the staff app forbids that.
export default {};
