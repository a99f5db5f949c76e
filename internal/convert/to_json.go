package convert

import "sttwizard/agora"

// nameVariable stands for the name in JSON, which can't make one.
const nameVariable = "AGORA_TASK_NAME"

// JSON returns the body of the start as indented JSON, with ${NAME} in place of
// each secret, NAME being the variable that programs take it from. So a tool such
// as envsubst can put the values in. In v7 the name is ${AGORA_TASK_NAME}: Agora
// takes each name once.
func JSON(c Call) string {
	r := c.request()
	if c.named() {
		r.Name = "${" + nameVariable + "}"
	}
	return jsonWithout(r.JSON(c.Project, func(path string, _ agora.Secret) string {
		return "${" + variableAt(path).name + "}"
	}), "")
}
