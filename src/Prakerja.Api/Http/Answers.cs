using Microsoft.AspNetCore.Http.HttpResults;
using Prakerja.Grains.Programme;

namespace Prakerja.Api.Http;

/// <summary>Turns what a grain answers into HTTP.</summary>
internal static class Answers
{
    public static Results<Ok<T>, Refused> ToOk<T>(this Answer<T> answer) =>
        answer.IsRefused(out var refusal, out var value) ? new Refused(refusal) : TypedResults.Ok(value);

    public static Results<Ok<TView>, Refused> ToOk<T, TView>(this Answer<T> answer, Func<T, TView> view) =>
        answer.IsRefused(out var refusal, out var value) ? new Refused(refusal) : TypedResults.Ok(view(value));

    public static Results<Accepted<TView>, Refused> ToAccepted<T, TView>(
        this Answer<T> answer, string at, Func<T, TView> view) =>
        answer.IsRefused(out var refusal, out var value)
            ? new Refused(refusal)
            : TypedResults.Accepted(at, view(value));

    public static Results<Created<TView>, Refused> ToCreated<T, TView>(
        this Answer<T> answer, Func<T, string> at, Func<T, TView> view) =>
        answer.IsRefused(out var refusal, out var value)
            ? new Refused(refusal)
            : TypedResults.Created(at(value), view(value));

    public static Results<NoContent, Refused> ToNoContent<T>(this Answer<T> answer) =>
        answer.Refusal is { } refusal ? new Refused(refusal) : TypedResults.NoContent();
}
