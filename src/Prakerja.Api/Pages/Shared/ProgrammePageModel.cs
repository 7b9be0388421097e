using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Prakerja.Api.Auth;
using Prakerja.Api.Http;
using Prakerja.Grains.Participants;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;

namespace Prakerja.Api.Pages;

/// <summary>
/// The base of all pages. A page calls an endpoint of the API or a grain, and shows a refusal beside its field; it
/// decides nothing about the programme itself.
/// </summary>
internal abstract class ProgrammePageModel : PageModel
{
    private readonly Dictionary<string, Refusal> faults = new(StringComparer.Ordinal);
    private string? key;

    /// <summary>A refusal that belongs to no field; it is shown above the form.</summary>
    public Refusal? Refusal { get; private set; }

    public bool HasFaults => faults.Count > 0 || Refusal is not null;

    public PageTexts Texts => HttpContext.RequestServices.GetRequiredService<PageTexts>();

    /// <summary>
    /// The idempotency key of the form. After an answer that leaves the outcome open the same key is used again.
    /// </summary>
    public string Key => key ??= Refusal is { } refusal && RefusalCatalogue.MayBeTriedAgain(refusal.Code)
        ? Request.Form[PageForm.KeyField].ToString()
        : PageForm.NewKey();

    /// <summary>The code of what was just done, which the page says in words.</summary>
    public string? Done => Request.Query["hasil"] is [{ } done, ..] && Texts.Has("done." + done) ? done : null;

    public Refusal? FaultOf(string field) => faults.GetValueOrDefault(field);

    /// <summary>What was typed into a field; null when the form was not sent.</summary>
    public string? Typed(string field) =>
        Request.HasFormContentType && Request.Form.TryGetValue(field, out var value) ? value.ToString() : null;

    public FieldView Field(string name, string? value = null) =>
        new(name, Texts["field." + name], Typed(name) ?? value, FaultOf(name));

    /// <summary>Remembers a refusal: at its field, or above the form.</summary>
    protected void Refuse(Refusal refusal, string? field = null)
    {
        var row = RefusalCatalogue.RowOf(refusal);
        Response.StatusCode = row.Status;
        if (RefusalCatalogue.RetryAfterOf(refusal) is { } seconds)
            Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        if (field is null) Refusal = refusal;
        else faults.TryAdd(field, refusal);
    }

    /// <summary>Shows a refusal as the whole page. A session that was ended elsewhere leads to the log-in.</summary>
    protected async Task<IActionResult> ShowProblemAsync(Refusal refusal)
    {
        if (refusal == ParticipantRefusals.SessionEnded)
        {
            PageSessionCookies.Remove(HttpContext);
            return LocalRedirect("/masuk");
        }

        await Problem.Of(refusal).WriteAsync(HttpContext);
        return new EmptyResult();
    }

    /// <summary>The answer of an endpoint of the API.</summary>
    protected static Answer<T> AnswerOf<T>(INestedHttpResult results) => results.Result switch
    {
        RefusalResult refused => refused.Refusal,
        IValueHttpResult<T> { Value: { } value } => value,
        _ => throw new InvalidOperationException("The endpoint has answered neither a value nor a refusal."),
    };

    protected static Refusal? RefusalOf(INestedHttpResult results) => (results.Result as RefusalResult)?.Refusal;

    /// <summary>The idempotency key of the sent form; a form without one is refused.</summary>
    protected bool TryGetRequestId(out RequestId id)
    {
        id = PageForm.RequestIdOf(Request)!;
        if (id is not null) return true;
        Refuse(RequestRefusals.KeyMissing);
        return false;
    }
}
