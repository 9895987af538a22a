package syntax

import "tallystick/read/linear"

// How many features of a word the tagger looks at: those that do not depend on
// tags, and those that depend on the tags of the two words before.
const (
	staticTags  = 20
	dynamicTags = 8
)

// outside stands for what is outside the sentence.
var outside = atom{form: 1, prefix: 1, suffix: [4]uint32{1, 1, 1, 1}}

// staticTagFeatures writes the features of word i that do not depend on tags.
func staticTagFeatures(f *[staticTags]uint32, p2, p1, c, n1, n2 *atom) {
	f[0] = linear.Join(1, c.form, 0)
	f[1] = linear.Join(2, c.suffix[0], c.shape)
	f[2] = linear.Join(3, c.suffix[1], 0)
	f[3] = linear.Join(4, c.suffix[2], 0)
	f[4] = linear.Join(5, c.suffix[3], 0)
	f[5] = linear.Join(6, c.prefix, 0)
	f[6] = linear.Join(7, c.shape, 0)
	f[7] = linear.Join(8, p1.form, 0)
	f[8] = linear.Join(9, n1.form, 0)
	f[9] = linear.Join(10, p2.form, 0)
	f[10] = linear.Join(11, n2.form, 0)
	f[11] = linear.Join(12, p1.form, c.form)
	f[12] = linear.Join(13, c.form, n1.form)
	f[13] = linear.Join(14, n1.suffix[2], 0)
	f[14] = linear.Join(15, n1.suffix[1], c.suffix[1])
	f[15] = linear.Join(16, p1.suffix[2], 0)
	f[16] = linear.Join(17, c.shape, n1.shape)
	f[17] = linear.Join(18, c.shape, p1.shape)
	f[18] = linear.Join(19, p1.form, n1.form)
	f[19] = linear.Join(20, n1.form, n2.form)
}

// dynamicTagFeatures writes those that depend on the tags of the two words
// before.
func dynamicTagFeatures(f *[dynamicTags]uint32, t1, t2 uint32, p1, c, n1 *atom) {
	f[0] = linear.Join(30, t1, 0)
	f[1] = linear.Join(31, t1, t2)
	f[2] = linear.Join(32, t1, c.form)
	f[3] = linear.Join(33, t1, c.suffix[2])
	f[4] = linear.Join(34, t1, n1.form)
	f[5] = linear.Join(35, t1<<8|t2, c.form)
	f[6] = linear.Join(36, t1<<8|t2, c.suffix[1])
	f[7] = linear.Join(37, t1, n1.suffix[1])
}

// bos is the tag before the first word.
const bos = tagCount

// ahead is how many words have the features added that do not depend on tags
// before the others follow: their rows lie all over memory, and none has to wait
// for another.
const ahead = 32

// tag writes the tag of each atom, from left to right.
func (t *table) tag(sure *certain, atoms []atom, tags []Tag) {
	at := func(i int) *atom {
		if i < 0 || i >= len(atoms) {
			return &outside
		}
		return &atoms[i]
	}
	var static [staticTags]uint32
	var dynamic [dynamicTags]uint32
	t1, t2 := uint32(bos), uint32(bos)
	for from := 0; from < len(atoms); from += ahead {
		end := min(from+ahead, len(atoms))
		var scores [ahead]sums
		for i := from; i < end; i++ {
			var known bool
			if tags[i], known = sure.of(atoms[i].form); known {
				continue
			}
			tags[i] = bos
			staticTagFeatures(&static, at(i-2), at(i-1), &atoms[i], at(i+1), at(i+2))
			t.add2(static[:], &scores[i-from])
		}
		for i := from; i < end; i++ {
			if tags[i] == bos { // not told yet
				s := &scores[i-from]
				dynamicTagFeatures(&dynamic, t1, t2, at(i-1), &atoms[i], at(i+1))
				t.add2(dynamic[:], s)
				tags[i] = Tag(s.best(given))
			}
			t1, t2 = uint32(tags[i]), t1
		}
	}
}
