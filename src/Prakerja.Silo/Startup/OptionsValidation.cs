using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Prakerja.Silo.Startup;

/// <summary>
/// The one way settings are read. A bad one is refused with its whole key, in one plain line:
/// <c>Prakerja:Deadlines:CallsAtOnce: 'many' is no whole number, or too large.</c>
/// </summary>
public static class OptionsValidation
{
    /// <summary>Binds a section and has its values checked at start (<see cref="ValidateSettings"/>).</summary>
    public static IServiceCollection AddValidatedOptions<TOptions>(this IServiceCollection services, string section)
        where TOptions : class
    {
        services.AddOptions<TOptions>()
            .Configure<IConfiguration>((options, configuration) => Bind(options, configuration.GetSection(section)))
            .ValidateOnStart();
        return services.AddSingleton<IValidateOptions<TOptions>>(new Check<TOptions>(section));
    }

    /// <summary>Settings that are needed before anything is put together, checked at once.</summary>
    /// <exception cref="StartRefusedException">A setting is bad; the message names its key.</exception>
    public static TOptions ReadValidatedOptions<TOptions>(this IConfiguration configuration, string section)
        where TOptions : class, new()
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var options = new TOptions();
        try
        {
            Bind(options, configuration.GetSection(section));
        }
        catch (OptionsValidationException bad)
        {
            throw Refused(bad.Failures, bad);
        }

        var checkedNow = new Check<TOptions>(section).Validate(Options.DefaultName, options);
        return checkedNow.Failures is { } failures ? throw Refused(failures, null) : options;
    }

    /// <summary>
    /// Checks all settings before anything starts, so that a bad one is one line and not a stack trace.
    /// </summary>
    /// <exception cref="StartRefusedException">Settings are bad; the message names their keys.</exception>
    public static void ValidateSettings(this IServiceProvider services)
    {
        try
        {
            services.GetService<IStartupValidator>()?.Validate();
        }
        catch (OptionsValidationException bad)
        {
            throw Refused(bad.Failures, bad);
        }
        // Several sections are bad: the validator looks at all of them before it throws.
        catch (AggregateException bad) when (bad.InnerExceptions.All(one => one is OptionsValidationException))
        {
            throw Refused(bad.InnerExceptions.Cast<OptionsValidationException>().SelectMany(one => one.Failures), bad);
        }
    }

    private static StartRefusedException Refused(IEnumerable<string> failures, Exception? cause)
    {
        var line = string.Join(' ', failures);
        return cause is null ? new StartRefusedException(line) : new StartRefusedException(line, cause);
    }

    // Looked at before they are bound: the binder names the key in the midst of a sentence, and passes over a text
    // where a list should hold a number.
    private static void Bind<TOptions>(TOptions options, IConfigurationSection section)
        where TOptions : class
    {
        var faults = FaultsIn(section, typeof(TOptions));
        if (faults.Count > 0) throw new OptionsValidationException(Options.DefaultName, typeof(TOptions), faults);
        section.Bind(options);
        // The binder adds what is given to the default; who gives a list means that list.
        foreach (var list in typeof(TOptions).GetProperties().Where(property => property.PropertyType.IsGenericType))
        {
            var given = section.GetSection(list.Name);
            if (given.GetChildren().Any()) list.SetValue(options, given.Get(list.PropertyType));
        }
    }

    private static List<string> FaultsIn(IConfigurationSection section, Type options) =>
        [.. options.GetProperties().SelectMany(
            property => Faults(section.GetSection(property.Name), property.PropertyType))];

    private static IEnumerable<string> Faults(IConfigurationSection value, Type type)
    {
        if (value.Value is null)
        {
            var each = type.GetElementType() ?? type.GetGenericArguments().LastOrDefault();
            return each is null ? [] : value.GetChildren().SelectMany(child => Faults(child, each));
        }

        try
        {
            _ = value.Get(type);
            return [];
        }
        catch (InvalidOperationException)
        {
            return [$"{value.Path}: '{value.Value}' is {NotA(Nullable.GetUnderlyingType(type) ?? type)}."];
        }
    }

    private static string NotA(Type type) => type switch
    {
        _ when type == typeof(bool) => "neither true nor false",
        _ when type == typeof(TimeSpan) => "no duration such as 00:00:30",
        _ when type == typeof(int) || type == typeof(long) => "no whole number, or too large",
        _ => $"no {type.Name}",
    };

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
