package main

import (
	"bytes"
	"fmt"
)

// The measures of the plot, in pixels.
const (
	plotLeft  = 250
	plotWide  = 460
	plotRow   = 22
	plotRight = 130
)

// plot draws the ratios as bars, each with a mark where its budget is.
func (b *bench) plot() []byte {
	var rows []figure
	longest := 1.0
	for _, f := range b.figures {
		if f.ratio > 0 {
			rows = append(rows, f)
			longest = max(longest, min(f.ratio, plotEnd), f.budget)
		}
	}
	var svg bytes.Buffer
	wide, high := plotLeft+plotWide+plotRight, plotRow*len(rows)+16
	fmt.Fprintf(&svg, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" font-family="sans-serif" font-size="12">`+"\n", wide, high, wide, high)
	fmt.Fprintf(&svg, `<rect width="%d" height="%d" fill="#fff"/>`+"\n", wide, high)
	for i, f := range rows {
		drawRow(&svg, f, 8+i*plotRow, plotWide/longest)
	}
	svg.WriteString("</svg>\n")
	return svg.Bytes()
}

// plotEnd is where a bar ends whatever its ratio: one that waits for the disk would make all others invisible.
const plotEnd = 5

func drawRow(svg *bytes.Buffer, f figure, top int, scale float64) {
	colour := "#4c6ef5"
	if f.verdict() == "over" {
		colour = "#e03131"
	}
	middle := top + plotRow/2 + 4
	length := min(f.ratio, plotEnd) * scale
	fmt.Fprintf(svg, `<text x="%d" y="%d" text-anchor="end" fill="#212529">%s</text>`, plotLeft-8, middle, f.name)
	fmt.Fprintf(svg, `<rect x="%d" y="%d" width="%.1f" height="%d" fill="%s"/>`, plotLeft, top+3, length, plotRow-8, colour)
	if f.budget > 0 {
		at := plotLeft + f.budget*scale
		fmt.Fprintf(svg, `<line x1="%.1f" y1="%d" x2="%.1f" y2="%d" stroke="#212529" stroke-width="2"/>`, at, top, at, top+plotRow-2)
	}
	label := f.beside()
	if f.budget > 0 {
		label += " (" + f.limit() + ")"
	}
	fmt.Fprintf(svg, `<text x="%.1f" y="%d" fill="#212529">%s</text>`+"\n", plotLeft+max(length, f.budget*scale)+8, middle, label)
}
