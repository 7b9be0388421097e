using Prakerja.Grains.Participants;

namespace Prakerja.Grains.Tests.Participants;

public sealed class AbilityQuestionsTests
{
    private const string AllRight = "aaaaaacbdacebabdac";

    [Fact]
    public void There_are_eighteen_questions_numbered_from_one_with_five_different_choices_each()
    {
        Assert.Equal(AbilityQuestions.Count, AbilityQuestions.All.Length);
        Assert.Equal(Enumerable.Range(1, 18), AbilityQuestions.All.Select(question => question.Number));
        Assert.All(AbilityQuestions.All, question =>
        {
            Assert.NotEmpty(question.Text);
            Assert.Equal(5, question.Choices.Distinct().Count());
        });
    }

    [Fact]
    public void All_twelve_ability_questions_can_be_right() =>
        Assert.Equal(AbilityQuestions.AbilityCount, AbilityQuestions.RightAnswers(AllRight));

    [Theory]
    [InlineData(7, "275")]
    [InlineData(8, "Rp 170.000")]
    [InlineData(9, "10 hari")]
    [InlineData(10, "25%")]
    [InlineData(11, "48")]
    [InlineData(12, "25")]
    [InlineData(13, "24")]
    [InlineData(14, "I")]
    [InlineData(15, "cermat")]
    [InlineData(16, "mundur")]
    [InlineData(17, "rumah sakit")]
    [InlineData(18, "Budi bukan peserta pelatihan")]
    public void Only_the_right_answer_scores_one(int number, string right)
    {
        var question = AbilityQuestions.All[number - 1];
        foreach (var (place, choice) in question.Choices.Index())
            Assert.Equal(
                choice == right ? 1 : 0, AbilityQuestions.RightAnswers(Only(number, (char)('a' + place))));
    }

    [Theory]
    [InlineData('a')]
    [InlineData('c')]
    [InlineData('e')]
    [InlineData('*')]
    [InlineData('-')]
    public void A_motivation_question_scores_nothing_for_any_answer(char answer)
    {
        for (var number = 1; number <= 6; number++)
            Assert.Equal(0, AbilityQuestions.RightAnswers(Only(number, answer)));
    }

    [Fact]
    public void Open_and_missing_answers_are_not_right()
    {
        Assert.Equal(0, AbilityQuestions.RightAnswers(AbilityQuestions.NoAnswers));
        Assert.Equal(0, AbilityQuestions.RightAnswers(""));
        Assert.Equal(1, AbilityQuestions.RightAnswers(AllRight[..7]));
    }

    private static string Only(int number, char answer) =>
        AbilityQuestions.NoAnswers.Remove(number - 1, 1).Insert(number - 1, answer.ToString());
}
