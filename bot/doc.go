// Package bot has the words of talk: question, answer, statement, citation. It imports nothing of ours.
package bot
