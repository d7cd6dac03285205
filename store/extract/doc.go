// Package extract reads a news article into meetings, names and facts, by rules.
package extract
