package scenes

import "testing"

// What is only looked at can be told and drawn, too, and each form is another picture.
func TestEachSceneIsDrawnInAllForms(t *testing.T) {
	forms := inAllForms(besides)
	each := len(sizes) * len(looks)
	if len(forms) != each*len(besides) {
		t.Fatalf("there are %d forms of %d scenes", len(forms), len(besides))
	}
	drawn := map[string]string{}
	for i, sc := range forms {
		if i >= each && i%each != i/each%each {
			continue // of the other scenes one form each, all of them in turn
		}
		svg, err := sc.draw()
		if err != nil {
			t.Error(err)
		}
		if other := drawn[svg]; other != "" {
			t.Errorf("%s looks like %s", sc.name, other)
		}
		drawn[svg] = sc.name
	}
}
