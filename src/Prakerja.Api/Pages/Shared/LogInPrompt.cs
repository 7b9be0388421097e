using Prakerja.Api.Auth;

namespace Prakerja.Api.Pages;

/// <summary>
/// Sends a person without a session to the log-in. What was typed into a form is kept, so that it can be sent after
/// the log-in.
/// </summary>
internal sealed class LogInPrompt : ILogInPrompt
{
    public const string PathField = "prakerja.path";
    public const string DeviceField = "prakerja.device";

    public static LogInPrompt Instance { get; } = new();

    public async Task PromptAsync(HttpContext context)
    {
        var request = context.Request;
        if (!HttpMethods.IsPost(request.Method))
        {
            context.Response.Redirect("/masuk?kembali=" + Uri.EscapeDataString(request.Path + request.QueryString));
            return;
        }

        // A form of another site is not kept: the person would send it without having typed it.
        if (PageForm.IsFromThisHost(request) && request.HasFormContentType)
            Keep(context, await request.ReadFormAsync(context.RequestAborted));
        context.Response.Redirect("/masuk?kembali=/lanjut");
    }

    // The proof of the device binds the form to the person who typed it: on a shared phone another may log in.
    private static void Keep(HttpContext context, IFormCollection form)
    {
        var fields = form
            .Where(field => field.Key != PageForm.TokenField)
            .Select(field => KeyValuePair.Create(field.Key, field.Value.ToString()))
            .Append(new(PathField, context.Request.Path + context.Request.QueryString))
            .Append(new(DeviceField, PageSessionCookies.DeviceOf(context.Request) ?? ""));
        context.RequestServices.GetRequiredService<ProtectedCookies>()
            .Write(context, ProtectedCookies.Interrupted, fields);
    }
}
