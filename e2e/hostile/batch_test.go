package hostile

import (
	"fmt"
	"strings"
)

// Each of these is a request with n calls in it.

func repeated(n int, item func(i int) string) string {
	items := make([]string, n)
	for i := range items {
		items[i] = item(i)
	}
	return "[" + strings.Join(items, ",") + "]"
}

func requests(n int) string {
	return repeated(n, func(i int) string {
		return fmt.Sprintf(`{"jsonrpc":"2.0","id":%d,"method":"%s","params":%s}`, i, probe, jsonOf(byID))
	})
}

func messages(n int) string {
	return repeated(n, func(i int) string {
		return fmt.Sprintf(`{"jsonrpc":"2.0","id":%d,"method":"tools/call","params":{"name":"%s","arguments":%s}}`, i, probe, jsonOf(byID))
	})
}

func ajaxList(n int) string {
	return repeated(n, func(int) string { return `{"methodname":"tool_mobile_get_public_config","args":{}}` })
}

func queries(n int) string {
	return repeated(n, func(int) string { return `{"query":"{site{name}}"}` })
}

func multicall(n int) string {
	body, _ := methodCallOf("system.multicall", many(n, object{{"methodName", probe}, {"params", list{byID}}}))
	return body
}

func bodies(version int) func(n int) string {
	return func(n int) string {
		value, _ := amfValue(version, list{byID})
		one := key0(probe) + key0("/1") + u32(len(value)) + value
		return u16(version) + u16(0) + u16(n) + strings.Repeat(one, n)
	}
}
