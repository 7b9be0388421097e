using Prakerja.Grains.Partners;

namespace Prakerja.Grains.Tests.Partners;

public sealed class PreTestTests
{
    [Theory]
    [InlineData("abcde", 100)]
    [InlineData("abcda", 80)]
    [InlineData("a----", 20)]
    [InlineData("-----", 0)]
    [InlineData("eaaaa", 0)]
    public void Each_right_answer_scores_twenty(string answers, int score) =>
        Assert.Equal(score, PreTest.Score("abcde", answers));

    [Theory]
    [InlineData("abcd")]
    [InlineData("abcdea")]
    [InlineData("abcdf")]
    [InlineData("ABCDE")]
    [InlineData("abc e")]
    [InlineData("")]
    [InlineData(null)]
    public void Text_that_is_not_five_choices_is_neither_a_key_nor_answers(string? text)
    {
        Assert.False(PreTest.IsKey(text));
        Assert.False(PreTest.IsAnswers(text));
        Assert.Throws<ArgumentException>(() => PreTest.Score(text!, "abcde"));
        Assert.Throws<ArgumentException>(() => PreTest.Score("abcde", text!));
    }

    [Fact]
    public void Answers_may_leave_a_question_open_but_a_key_may_not()
    {
        Assert.True(PreTest.IsAnswers("ab-de"));
        Assert.False(PreTest.IsKey("ab-de"));
    }
}
