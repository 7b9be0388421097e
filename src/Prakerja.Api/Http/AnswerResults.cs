using Microsoft.AspNetCore.Http.HttpResults;
using Prakerja.Grains.Programme;

namespace Prakerja.Api.Http;

/// <summary>Turns what a grain answers into HTTP.</summary>
internal static class AnswerResults
{
    public static Results<Ok<T>, RefusalResult> ToOk<T>(this Answer<T> answer) =>
        answer.IsRefused(out var refusal, out var value) ? new RefusalResult(refusal) : TypedResults.Ok(value);

    public static Results<Ok<TView>, RefusalResult> ToOk<T, TView>(this Answer<T> answer, Func<T, TView> view) =>
        answer.IsRefused(out var refusal, out var value) ? new RefusalResult(refusal) : TypedResults.Ok(view(value));

    public static Results<Accepted<TView>, RefusalResult> ToAccepted<T, TView>(
        this Answer<T> answer, string at, Func<T, TView> view) =>
        answer.IsRefused(out var refusal, out var value)
            ? new RefusalResult(refusal)
            : TypedResults.Accepted(at, view(value));

    public static Results<Created<TView>, RefusalResult> ToCreated<T, TView>(
        this Answer<T> answer, Func<T, string> at, Func<T, TView> view) =>
        answer.IsRefused(out var refusal, out var value)
            ? new RefusalResult(refusal)
            : TypedResults.Created(at(value), view(value));

    public static Results<NoContent, RefusalResult> ToNoContent<T>(this Answer<T> answer) =>
        answer.Refusal is { } refusal ? new RefusalResult(refusal) : TypedResults.NoContent();
}
