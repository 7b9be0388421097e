using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Prakerja.Api.Http;

namespace Prakerja.Api.Pages;

/// <summary>
/// Shows a problem as a page: a refusal of the whole request, an address that does not exist, a failure.
/// </summary>
[IgnoreAntiforgeryToken]
internal sealed class ProblemModel : ProgrammePageModel
{
    public const string Path = "/Public/Problem";

    public Problem Problem { get; private set; } = null!;

    public string Title => Texts.Has("refusal." + Problem.Code)
        ? Texts["refusal." + Problem.Code]
        : Problem.Title;

    // It runs for every method of a request: a problem is shown in place of any page.
    public override void OnPageHandlerSelected(PageHandlerSelectedContext context)
    {
        Problem = HttpContext.Features.Get<Problem>() ?? Problem.Of(RequestRefusals.NoSuchRoute);
        Problem.WriteHeaders(HttpContext);
    }
}
