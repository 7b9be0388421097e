using Prakerja.Api.Http;

namespace Prakerja.Api.Pages;

/// <summary>
/// The body of a request is read before the request takes a place (<see cref="AdmissionControl"/>). A page reads its
/// form from these bytes.
/// </summary>
internal sealed class PageFormMiddleware(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (PageMetadata.AppliesTo(context) && HttpMethods.IsPost(context.Request.Method))
        {
            var body = await RequestBody.ReadAsync(context);
            if (body.IsTooLarge)
            {
                await Problem.Of(RequestRefusals.TooLarge).WriteAsync(context);
                return;
            }

            context.Request.Body = new MemoryStream(body.Bytes.ToArray());
        }

        await next(context);
    }
}
