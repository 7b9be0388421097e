namespace Prakerja.Api.Auth;

/// <summary>Endpoint metadata of pages: asks a person without a session to log in, in place of a 401.</summary>
internal interface ILogInPrompt
{
    Task PromptAsync(HttpContext context);
}
