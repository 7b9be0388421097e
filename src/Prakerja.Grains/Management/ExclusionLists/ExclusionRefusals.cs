using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Management;

/// <summary>The refusals of commands on an exclusion list. The codes are public and never change.</summary>
public static class ExclusionRefusals
{
    /// <summary>No list has this name. Only the API uses this refusal, because an unknown list has no grain.</summary>
    public static Refusal ListUnknown { get; } = new("exclusion.list_unknown");

    /// <summary>The command does not name 1 to 1,000 people.</summary>
    public static Refusal CountOutOfRange { get; } = new("exclusion.count_out_of_range");
}
