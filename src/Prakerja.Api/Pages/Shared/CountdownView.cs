namespace Prakerja.Api.Pages;

/// <summary>
/// A countdown for the partial page <c>_Countdown</c>. Without JavaScript it shows the time as of now.
/// </summary>
/// <param name="Reloads">True when the page is loaded again at the end.</param>
internal sealed record CountdownView(DateTimeOffset Until, DateTimeOffset Now, bool Reloads);
