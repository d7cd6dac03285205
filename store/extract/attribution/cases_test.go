package attribution

// Invented sentences, one form of speech each.
var cases = []struct {
	name, text string
	want       []string
}{
	{"before", `Varga said, "The harbour stays open."`, []string{`varga (Varga): "The harbour stays open."`}},
	{"before colon", `Varga told reporters: “The harbour stays open.”`, []string{`varga (Varga): “The harbour stays open.”`}},
	{"inverted", `“The harbour stays open,” said Prime Minister Karl Osten. “It always was.”`, []string{
		`osten (Prime Minister Karl Osten): “The harbour stays open,”`, `osten (Prime Minister Karl Osten): “It always was.”`}},
	{"after", `"We talked about grain," Osten told a news conference. "Nothing else."`, []string{
		`osten (Osten): "We talked about grain,"`, `osten (Osten): "Nothing else."`}},
	{"split", `"The harbour," Varga said, "stays open."`, []string{`varga (Varga): "The harbour,"`, `varga (Varga): "stays open."`}},
	{"title", `"It went well," said White House spokesman Tibor Lund.`, []string{`lund (White House spokesman Tibor Lund): "It went well,"`}},
	{"apposition", `"It went well," Tibor Lund, a spokesman for Osten, told Reuters.`, []string{`lund (Tibor Lund): "It went well,"`}},
	{"relative", `Varga, who has met Osten twice this year, said: "We are not there yet."`, []string{`varga (Varga): "We are not there yet."`}},
	{"of", `"A patient listener," Varga said of Osten.`, []string{`varga (Varga): "A patient listener,"`}},
	{"inside", `Osten called the talks with Varga "long and honest" on Monday.`, []string{`osten (Osten): "long and honest" partial`}},
	{"adding", `Osten said the talks were "long," adding that they had been "honest, too."`, []string{
		`osten (Osten): the talks were "long," indirect`, `osten (Osten): "long," partial`, `osten (Osten): that they had been "honest, too." indirect`,
		`osten (Osten): "honest, too." partial`}},
	{"chain", `Kremlin spokesman Tibor Lund said it "went well,” according to Reuters, citing RIA.`, []string{
		`lund (Kremlin spokesman Tibor Lund): it "went well,” indirect via Reuters via RIA`,
		`lund (Kremlin spokesman Tibor Lund): "went well,” partial via Reuters via RIA`}},
	{"according", `The ministers will meet again in May, according to Reuters.`, []string{
		`reuters (Reuters): The ministers will meet again in May indirect`}},
	{"according first", `According to Varga, the bridge is safe.`, []string{`varga (Varga): the bridge is safe indirect`}},
	{"indirect", `Varga said that the bridge is safe.`, []string{`varga (Varga): that the bridge is safe indirect`}},
	{"fronted", `The bridge is safe, Varga said.`, []string{`varga (Varga): The bridge is safe indirect`}},
	{"pronoun", `Varga met Osten on Sunday. "It was time," she said. He said the road was long.`, []string{
		`varga (she): "It was time,"`, `osten (He): the road was long indirect`}},
	{"pronoun keeps the speaker", `"It was time," Osten said after meeting Tibor Lund. He added: "I was glad."`, []string{
		`osten (Osten): "It was time,"`, `osten (He): "I was glad."`}},
	{"official", `"There was some hesitation," a senior administration official said.`, []string{
		`? (a senior administration official): "There was some hesitation,"`}},
	{"officials", `Officials in Moscow said the plan was dead.`, []string{`? (Officials in Moscow): the plan was dead indirect`}},
	{"unsaid", `The official did not say whether Varga raised the matter.`, []string{`? (The official): whether Varga raised the matter indirect unsaid`}},
	{"declined", `Osten declined to say whether he would come.`, []string{`osten (Osten): whether he would come indirect unsaid`}},
	{"denied", `Osten denied that a letter had been sent.`, []string{`osten (Osten): that a letter had been sent indirect denied`}},
	{"paragraphs", "\"The first thing is grain,\" Varga said. \"It must move.\n\n\"The second is trust.\n\n\"The third is time.\"\n", []string{
		`varga (Varga): "The first thing is grain,"`, `varga (Varga): "It must move.`, `varga (Varga): "The second is trust.`, `varga (Varga): "The third is time."`}},
	{"single marks", `'We won't wait for the ministers' letter,' Osten said.`, []string{`osten (Osten): 'We won't wait for the ministers' letter,'`}},
	{"low and guillemets", "„We wait,“ said Varga.\n«We wait,» said Osten.", []string{`varga (Varga): „We wait,“`, `osten (Osten): «We wait,»`}},
	{"backtick", "``We wait,'' Varga said. She didn`t smile.", []string{"varga (Varga): ``We wait,''"}},
	{"transcript", "PRESIDENT VARGA: Good morning to you all.\n\nIt was a long night.\n\nQ: Did you agree?\n\nPRIME MINISTER OSTEN: We did.\n\nAna Varga and Karl Osten spoke in Ruritania.", []string{
		`varga (PRESIDENT VARGA): Good morning to you all.`, `varga (PRESIDENT VARGA): It was a long night.`, `? (Q): Did you agree?`,
		`osten (PRIME MINISTER OSTEN): We did.`, `osten (PRIME MINISTER OSTEN): Ana Varga and Karl Osten spoke in Ruritania.`}},
	{"announced", "Varga told the crowd this:\n\n\"I shall return.\"", []string{`varga (Varga): "I shall return."`}},
	{"scare quotes", `The "grain corridor" opened in June. Osten read "War and Peace" on the way.`, nil},
	{"nobody speaks", `The ministers met in Moscow and left without a word.`, nil},
	{"spokesman", `"No comment," said a spokesman, Tibor Lund. The talks ended late, the spokesman said.`, []string{
		`lund (a spokesman, Tibor Lund): "No comment,"`, `lund (the spokesman): The talks ended late indirect`}},
	{"statement", `"We wait," the White House said in a statement.`, []string{`white-house (the White House): "We wait,"`}},
	{"passive", `The plan was described as "a bridge" by Osten.`, []string{`osten (Osten): "a bridge" partial`}},
	{"reported by", `Reuters reported that Osten said the plan was dead.`, []string{
		`reuters (Reuters): that Osten said the plan was dead indirect`, `osten (Osten): the plan was dead indirect via Reuters`}},
	{"question", `"Will you come?" Varga asked. Osten nodded.`, []string{`varga (Varga): "Will you come?"`}},
	{"they", `The two sat down; the two leaders then left. "We agreed," they said.`, []string{`both (they): "We agreed,"`}},
	{"body", `The ministry said in a statement that the plan was dead.`, []string{`? (The ministry): that the plan was dead indirect`}},
	{"both", `Varga and Osten said they would meet again.`, []string{`varga (Varga and Osten): they would meet again indirect`}},
	{"possessive", `Varga's spokesman said the plan was dead.`, []string{`? (Varga's spokesman): the plan was dead indirect`}},
	{"on a day", `Osten on Monday told Varga that the plan was dead.`, []string{`osten (Osten): that the plan was dead indirect`}},
	{"control", `"It went well," said Varga, adding that Osten had smiled.`, []string{`varga (Varga): "It went well,"`,
		`varga (Varga): that Osten had smiled indirect`}},
	{"contrast", `Varga said the bridge is safe, while Osten stayed at home.`, []string{`varga (Varga): the bridge is safe indirect`}},
	{"bracket", `"No," Tibor Lund (on the left) said.`, []string{`lund (Tibor Lund): "No,"`}},
	{"said first", `Said Varga: "We wait."`, []string{`varga (Varga): "We wait."`}},
	{"signed", `"We wait." — Varga`, []string{`varga (Varga): "We wait."`}},
	{"who in a year", `Varga met Osten, who in 2010 said the plan was "a dead letter."`, []string{
		`osten (Osten): the plan was "a dead letter." indirect`, `osten (Osten): "a dead letter." partial`}},
	{"claim", `Varga rejected Osten's claim that the plan was "a dead letter for both."`, []string{`osten (Osten's): "a dead letter for both." partial`}},
	{"unclosed", "\"We wait, Varga said.\n\nNothing else.", nil},
	{"tag of a paper", `Osten said they were "not at all afraid," said Reuters`, []string{
		`osten (Osten): they were "not at all afraid," indirect`, `osten (Osten): "not at all afraid," partial via Reuters`}},
	{"tag in the middle", `For seven long years, Varga said, the bridge has been safe.`, []string{
		`varga (Varga): For seven long years, Varga said, the bridge has been safe indirect`}},
	{"time after a tag", `"We wait," Varga said Thursday at the harbour.`, []string{`varga (Varga): "We wait,"`}},
	{"two speakers", `Osten said the meeting was "warm" but Varga called it "a waste of time".`, []string{
		`osten (Osten): the meeting was "warm" indirect`, `osten (Osten): "warm" partial`, `varga (Varga): "a waste of time" partial`}},
	{"not yet said", `Osten is expected to tell Varga that time is short.`, []string{`osten (Osten): that time is short indirect unsaid`}},
	{"went on", `Osten went on to say that time is short.`, []string{`osten (Osten): that time is short indirect`}},
	{"quoted as saying", `"We agreed on everything," Xinhua quoted Varga as saying.`, []string{`varga (Varga): "We agreed on everything,"`}},
	{"colon", `Tibor Lund was less sure: ‘We’ll see.’`, []string{`lund (Tibor Lund): ‘We’ll see.’`}},
}
