namespace Prakerja.Grains.Partners;

/// <summary>Rule T3: the pre-test of a course, five questions with choices a to e.</summary>
public static class PreTest
{
    public const int QuestionCount = 5;

    /// <summary>True for five right answers, 'a' to 'e'.</summary>
    public static bool IsKey(string? text) => text is { Length: QuestionCount } && text.All(IsChoice);

    /// <summary>True for five answers, 'a' to 'e' or '-' for a question without an answer.</summary>
    public static bool IsAnswers(string? text) =>
        text is { Length: QuestionCount } && text.All(answer => answer == '-' || IsChoice(answer));

    /// <summary>
    /// The score of the answers: 20 for each right answer, so 0 to 100. No pass mark exists, because the test only
    /// shows what the participant knows before the training.
    /// </summary>
    /// <exception cref="ArgumentException">The key or the answers are malformed.</exception>
    public static int Score(string key, string answers)
    {
        if (!IsKey(key)) throw new ArgumentException("The key of the pre-test is malformed.", nameof(key));
        if (!IsAnswers(answers)) throw new ArgumentException("The answers are malformed.", nameof(answers));
        var rightAnswers = key.Zip(answers, (right, given) => right == given).Count(isRight => isRight);
        return rightAnswers * (100 / QuestionCount);
    }

    private static bool IsChoice(char character) => character is >= 'a' and <= 'e';
}
