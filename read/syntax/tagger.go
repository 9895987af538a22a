package syntax

// tagFeatures is how many features the tagger looks at.
const tagFeatures = 28

// none stands for what is outside the sentence.
var outside = atom{form: 1, prefix: 1, suffix: [4]uint32{1, 1, 1, 1}}

// staticTagFeatures writes the features of word i that do not depend on tags.
func staticTagFeatures(f *[tagFeatures]uint32, p2, p1, c, n1, n2 *atom) {
	f[0] = mix(1, c.form, 0)
	f[1] = mix(2, c.suffix[0], c.shape)
	f[2] = mix(3, c.suffix[1], 0)
	f[3] = mix(4, c.suffix[2], 0)
	f[4] = mix(5, c.suffix[3], 0)
	f[5] = mix(6, c.prefix, 0)
	f[6] = mix(7, c.shape, 0)
	f[7] = mix(8, p1.form, 0)
	f[8] = mix(9, n1.form, 0)
	f[9] = mix(10, p2.form, 0)
	f[10] = mix(11, n2.form, 0)
	f[11] = mix(12, p1.form, c.form)
	f[12] = mix(13, c.form, n1.form)
	f[13] = mix(14, n1.suffix[2], 0)
	f[14] = mix(15, n1.suffix[1], c.suffix[1])
	f[15] = mix(16, p1.suffix[2], 0)
	f[16] = mix(17, c.shape, n1.shape)
	f[17] = mix(18, c.shape, p1.shape)
	f[18] = mix(19, p1.form, n1.form)
	f[19] = mix(20, n1.form, n2.form)
}

// dynamicTagFeatures writes those that depend on the tags of the two words
// before.
func dynamicTagFeatures(f *[tagFeatures]uint32, t1, t2 uint32, p1, c, n1 *atom) {
	f[20] = mix(30, t1, 0)
	f[21] = mix(31, t1, t2)
	f[22] = mix(32, t1, c.form)
	f[23] = mix(33, t1, c.suffix[2])
	f[24] = mix(34, t1, n1.form)
	f[25] = mix(35, t1<<8|t2, c.form)
	f[26] = mix(36, t1<<8|t2, c.suffix[1])
	f[27] = mix(37, t1, n1.suffix[1])
}

// bos is the tag before the first word.
const bos = tagCount

// tag writes the tag of each atom, from left to right.
func (t *table) tag(atoms []atom, tags []Tag) {
	var f [tagFeatures]uint32
	p2, p1 := &outside, &outside
	t1, t2 := uint32(bos), uint32(bos)
	for i := range atoms {
		n1, n2 := &outside, &outside
		if i+1 < len(atoms) {
			n1 = &atoms[i+1]
		}
		if i+2 < len(atoms) {
			n2 = &atoms[i+2]
		}
		c := &atoms[i]
		staticTagFeatures(&f, p2, p1, c, n1, n2)
		dynamicTagFeatures(&f, t1, t2, p1, c, n1)
		var s sums
		t.add3(f[:], &s)
		tags[i] = Tag(s.best(tagCount))
		p2, p1 = p1, c
		t1, t2 = uint32(tags[i]), t1
	}
}
