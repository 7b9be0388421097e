using Microsoft.AspNetCore.Mvc;
using Prakerja.Api.Http;

namespace Prakerja.Api.Pages;

/// <summary>The components of the pages side by side, for people who write pages. Only in Development.</summary>
internal sealed class StyleModel(IHostEnvironment environment) : ProgrammePageModel
{
    public async Task<IActionResult> OnGetAsync()
    {
        if (!environment.IsDevelopment()) return await ShowProblemAsync(RequestRefusals.NoSuchRoute);
        Refuse(RequestRefusals.FieldMissing, "email");
        Response.StatusCode = StatusCodes.Status200OK;
        return Page();
    }
}
