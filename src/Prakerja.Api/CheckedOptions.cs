using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using Prakerja.Silo.Operations;

namespace Prakerja.Api;

internal static class CheckedOptions
{
    /// <summary>
    /// Binds a section and has its values checked at start; a bad one is refused with its whole key.
    /// </summary>
    public static void AddChecked<TOptions>(this IServiceCollection services, string section)
        where TOptions : class
    {
        services.AddOptions<TOptions>().BindConfiguration(section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<TOptions>>(new Check<TOptions>(section));
    }

    /// <summary>
    /// Checks all settings before anything starts, so that a bad one is one line and not a stack trace.
    /// </summary>
    /// <exception cref="StartRefusedException">A setting is bad; the message names its key.</exception>
    public static void CheckSettings(this WebApplication app)
    {
        try
        {
            app.Services.GetService<IStartupValidator>()?.Validate();
        }
        catch (OptionsValidationException bad)
        {
            throw new StartRefusedException(string.Join(Environment.NewLine, bad.Failures), bad);
        }
        // The binder's way to say that a text is no number; its message names the key.
        catch (InvalidOperationException bad) when (bad.Source == "Microsoft.Extensions.Configuration.Binder")
        {
            throw new StartRefusedException(bad.Message, bad);
        }
    }

    private sealed class Check<TOptions>(string section) : IValidateOptions<TOptions>
        where TOptions : class
    {
        public ValidateOptionsResult Validate(string? name, TOptions options)
        {
            var faults = new List<ValidationResult>();
            return Validator.TryValidateObject(options, new ValidationContext(options), faults, true)
                ? ValidateOptionsResult.Success
                : ValidateOptionsResult.Fail(faults.Select(fault =>
                    $"{section}:{fault.MemberNames.FirstOrDefault()}: {fault.ErrorMessage}"));
        }
    }
}
