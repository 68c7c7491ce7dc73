package protocols

import (
	"math"
	"strconv"
	"strings"
)

// maxNumber is how many characters a number may have: more than any that fits, few enough to be cheap.
const maxNumber = 400

// ParseDecimal reads a number that is written with digits, a point and an exponent only: not as a word, and in no other base.
func ParseDecimal(text string) (float64, bool) {
	if len(text) > maxNumber || strings.Trim(text, "0123456789+-.eE") != "" {
		return 0, false
	}
	f, err := strconv.ParseFloat(text, 64)
	return f, err == nil && !math.IsInf(f, 0)
}
