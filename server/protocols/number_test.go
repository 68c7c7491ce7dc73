package protocols

import (
	"strings"
	"testing"
)

func TestDecimals(t *testing.T) {
	for _, text := range []string{
		"", " 1", "1 ", "NaN", "Inf", "-infinity", "0x1p0", "0x10", "1_000", "1,5", "1e", "e1", ".", "+", "1e999", "--1", strings.Repeat("0", maxNumber+1),
	} {
		if f, ok := ParseDecimal(text); ok {
			t.Errorf("%q is read as %v", text, f)
		}
	}
	for text, want := range map[string]float64{"0": 0, "1": 1, "+1.50": 1.5, "-.5": -0.5, "5.": 5, "1e3": 1000, "1E-3": 0.001, "1e-999": 0, strings.Repeat("0", maxNumber): 0} {
		if f, ok := ParseDecimal(text); !ok || f != want {
			t.Errorf("%q is read as %v, %v", text, f, ok)
		}
	}
}
