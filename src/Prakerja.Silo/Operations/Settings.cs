using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;

namespace Prakerja.Silo.Operations;

/// <summary>Settings that are needed before anything is put together.</summary>
public static class Settings
{
    /// <summary>Reads a section and checks its values; a bad one is refused with its whole key.</summary>
    /// <exception cref="StartRefusedException">A value is out of its range, or a text where a number is due.</exception>
    public static TOptions ReadChecked<TOptions>(this IConfiguration configuration, string section)
        where TOptions : class, new()
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var options = Read<TOptions>(configuration, section);
        var faults = new List<ValidationResult>();
        if (Validator.TryValidateObject(options, new ValidationContext(options), faults, validateAllProperties: true))
            return options;
        throw new StartRefusedException(string.Join(
            Environment.NewLine,
            faults.Select(fault => $"{section}:{fault.MemberNames.FirstOrDefault()}: {fault.ErrorMessage}")));
    }

    private static TOptions Read<TOptions>(IConfiguration configuration, string section)
        where TOptions : class, new()
    {
        try
        {
            return configuration.GetSection(section).Get<TOptions>() ?? new TOptions();
        }
        catch (InvalidOperationException bad)
        {
            // The binder's way to say that a text is no number; its message names the key.
            throw new StartRefusedException(bad.Message, bad);
        }
    }
}
