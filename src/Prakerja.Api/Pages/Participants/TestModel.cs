using Microsoft.AspNetCore.Mvc;
using Prakerja.Api.Endpoints;
using Prakerja.Api.Http;
using Prakerja.Grains.Participants;
using Prakerja.Grains.Programme;

namespace Prakerja.Api.Pages;

/// <summary>
/// The ability test (A1), one question on a page. Each answer is saved when it is given, so a lost connection loses
/// nothing. The server ends the test; the countdown only shows the time.
/// </summary>
internal sealed class TestModel(ProgrammeClock clock) : ParticipantPageModel
{
    public TestView Test { get; private set; } = null!;

    public DateTimeOffset Now { get; private set; }

    /// <summary>The question of the page, from 1; after the last one the page of submitting.</summary>
    public int Number { get; private set; }

    public bool IsSubmitting => Number > AbilityQuestions.Count;

    public AbilityQuestion Question => AbilityQuestions.All[Number - 1];

    public char Answer => Test.Answers![Number - 1];

    public int Unanswered => Test.Answers!.Count(answer => answer == '-');

    public Task<IActionResult> OnGetAsync(int no = 0) => ShowAsync(no);

    public async Task<IActionResult> OnPostStartAsync()
    {
        if (RefusalOf(await ParticipantApi.StartTest(Me)) is not { } refusal) return LocalRedirect("/tes?no=1");
        Refuse(refusal);
        return await ShowAsync(0);
    }

    public async Task<IActionResult> OnPostAnswerAsync(int no)
    {
        if (no is < 1 or > AbilityQuestions.Count) return LocalRedirect("/tes");
        if ((await Me.Grain.GetDashboard()).Value?.Test.Answers is not { } saved) return LocalRedirect("/tes");
        // No choice keeps the saved answer: "next" without an answer leaves the question open.
        if (Typed("jawaban") is { Length: 1 } choice)
        {
            var answers = saved.Remove(no - 1, 1).Insert(no - 1, choice);
            if (await SaveAsync(answers, submit: false) is { } refusal)
            {
                Refuse(refusal);
                return await ShowAsync(no);
            }
        }

        return LocalRedirect(Typed("ke") == "mundur" ? $"/tes?no={Math.Max(1, no - 1)}" : $"/tes?no={no + 1}");
    }

    public async Task<IActionResult> OnPostSubmitAsync()
    {
        var view = (await Me.Grain.GetDashboard()).Value;
        if (view?.Test.Answers is not { } answers) return LocalRedirect("/tes");
        if (await SaveAsync(answers, submit: true) is not { } refusal) return LocalRedirect("/dasbor?hasil=tes");
        Refuse(refusal);
        return await ShowAsync(AbilityQuestions.Count + 1);
    }

    private async Task<Refusal?> SaveAsync(string answers, bool submit) => RefusalOf(
        await ParticipantApi.AnswerTest(Me, new JsonBody<AnswerTestRequest>(new AnswerTestRequest(answers, submit))));

    private async Task<IActionResult> ShowAsync(int number)
    {
        if ((await Me.Grain.GetDashboard()).IsRefused(out var refusal, out var view))
            return await ShowProblemAsync(refusal);
        (Test, Now) = (view.Test, clock.GetUtcNow());
        if (Test.Answers is not { } answers) return Page();
        // Without a number it goes on at the first open question.
        var open = answers.IndexOf('-', StringComparison.Ordinal);
        Number = number > 0 ? Math.Min(number, AbilityQuestions.Count + 1)
            : open >= 0 ? open + 1
            : AbilityQuestions.Count + 1;
        return Page();
    }
}
