using Microsoft.AspNetCore.Http.HttpResults;
using Prakerja.Grains.Programme;

namespace Prakerja.Api.Http;

/// <summary>Converts the answers of grains to HTTP results: a success status, or the refusal as a problem.</summary>
internal static class AnswerResults
{
    public static Results<Ok<T>, RefusalResult> ToOk<T>(this Answer<T> answer) =>
        answer.IsRefused(out var refusal, out var value) ? new RefusalResult(refusal) : TypedResults.Ok(value);

    public static Results<Ok<TView>, RefusalResult> ToOk<T, TView>(this Answer<T> answer, Func<T, TView> toView) =>
        answer.IsRefused(out var refusal, out var value) ? new RefusalResult(refusal) : TypedResults.Ok(toView(value));

    public static Results<Accepted<TView>, RefusalResult> ToAccepted<T, TView>(
        this Answer<T> answer, string location, Func<T, TView> toView) =>
        answer.IsRefused(out var refusal, out var value)
            ? new RefusalResult(refusal)
            : TypedResults.Accepted(location, toView(value));

    public static Results<Created<TView>, RefusalResult> ToCreated<T, TView>(
        this Answer<T> answer, Func<T, string> locationOf, Func<T, TView> toView) =>
        answer.IsRefused(out var refusal, out var value)
            ? new RefusalResult(refusal)
            : TypedResults.Created(locationOf(value), toView(value));

    public static Results<NoContent, RefusalResult> ToNoContent<T>(this Answer<T> answer) =>
        answer.Refusal is { } refusal ? new RefusalResult(refusal) : TypedResults.NoContent();
}
