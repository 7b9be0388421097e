namespace Prakerja.Grains.Partners;

/// <summary>Rule T3: the pre-test of a course, five questions with choices a to e.</summary>
public static class PreTest
{
    public const int QuestionCount = 5;

    public static bool IsKey(string? text) => text is { Length: QuestionCount } && text.All(IsChoice);

    /// <summary>As a key, and '-' for a question left open.</summary>
    public static bool IsAnswers(string? text) =>
        text is { Length: QuestionCount } && text.All(answer => answer == '-' || IsChoice(answer));

    /// <summary>
    /// 20 for each right answer, so 0 to 100. There is no mark to reach: the test shows where somebody
    /// starts.
    /// </summary>
    /// <exception cref="ArgumentException">Not a key, or not answers.</exception>
    public static int Score(string key, string answers)
    {
        if (!IsKey(key)) throw new ArgumentException("Not the key of a pre-test.", nameof(key));
        if (!IsAnswers(answers)) throw new ArgumentException("Not answers to a pre-test.", nameof(answers));
        var right = key.Zip(answers, (wanted, given) => wanted == given).Count(isRight => isRight);
        return right * (100 / QuestionCount);
    }

    private static bool IsChoice(char character) => character is >= 'a' and <= 'e';
}
