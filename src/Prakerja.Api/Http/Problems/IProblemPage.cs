namespace Prakerja.Api.Http;

/// <summary>Request feature: a browser asked for a page, so a problem is shown as a page and not as JSON.</summary>
internal interface IProblemPage
{
    Task WriteAsync(HttpContext context, Problem problem);
}
