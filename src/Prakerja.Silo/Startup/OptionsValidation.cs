using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Prakerja.Silo.Startup;

/// <summary>
/// Reads and validates settings. A bad setting is refused in one line with its whole key:
/// <c>Prakerja:Deadlines:CallsAtOnce: 'many' is not a whole number, or it is too large.</c>
/// </summary>
public static class OptionsValidation
{
    /// <summary>Binds a section; its values are checked at start (<see cref="ValidateSettings"/>).</summary>
    public static IServiceCollection AddValidatedOptions<TOptions>(this IServiceCollection services, string section)
        where TOptions : class
    {
        services.AddOptions<TOptions>()
            .Configure<IConfiguration>((options, configuration) => Bind(options, configuration.GetSection(section)))
            .ValidateOnStart();
        return services.AddSingleton<IValidateOptions<TOptions>>(new SectionValidator<TOptions>(section));
    }

    /// <summary>Reads and checks settings that are needed before the host is built.</summary>
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

        var result = new SectionValidator<TOptions>(section).Validate(Options.DefaultName, options);
        return result.Failures is { } failures ? throw Refused(failures, null) : options;
    }

    /// <summary>
    /// Checks all settings before anything starts, so that a bad setting causes one line and no stack trace.
    /// </summary>
    /// <exception cref="StartRefusedException">At least one setting is bad; the message names their keys.</exception>
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
        // Several sections are bad: the validator checks all of them before it throws.
        catch (AggregateException bad) when (bad.InnerExceptions.All(inner => inner is OptionsValidationException))
        {
            throw Refused(
                bad.InnerExceptions.Cast<OptionsValidationException>().SelectMany(inner => inner.Failures), bad);
        }
    }

    private static StartRefusedException Refused(IEnumerable<string> failures, Exception? cause)
    {
        var line = string.Join(' ', failures);
        return cause is null ? new StartRefusedException(line) : new StartRefusedException(line, cause);
    }

    // Values are checked before they are bound: the binder does not begin its message with the key, and it skips a text
    // in a list of numbers.
    private static void Bind<TOptions>(TOptions options, IConfigurationSection section)
        where TOptions : class
    {
        var faults = FaultsIn(section, typeof(TOptions));
        if (faults.Count > 0) throw new OptionsValidationException(Options.DefaultName, typeof(TOptions), faults);
        section.Bind(options);
        // The binder would add the given items to the default list; a given list must replace it.
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
            return [$"{value.Path}: '{value.Value}' is {ProblemWith(Nullable.GetUnderlyingType(type) ?? type)}."];
        }
    }

    private static string ProblemWith(Type type) => type switch
    {
        _ when type == typeof(bool) => "neither true nor false",
        _ when type == typeof(TimeSpan) => "not a duration such as 00:00:30",
        _ when type == typeof(int) || type == typeof(long) => "not a whole number, or it is too large",
        _ => $"not a valid {type.Name}",
    };

    private sealed class SectionValidator<TOptions>(string section) : IValidateOptions<TOptions>
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
