using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Partners;

/// <summary>A partner as management registered it.</summary>
public sealed record Registration(string Name, ProtectedSecret Secret, DateTimeOffset At);

/// <summary>What the states of all partners have.</summary>
public interface IPartnerState
{
    Registration Registration { get; }
}

/// <summary>The rules that hold for every partner.</summary>
public static class PartnerRules
{
    public const int NameLengthMax = 100;

    /// <summary>Once: a second registration would silently void the secret that is in use.</summary>
    public static Refusal? MayRegister(IPartnerState? state, string code, string name)
    {
        if (!PartnerCode.IsOne(code)) return PartnerRefusals.CodeMalformed;
        if (!PlainText.IsLine(name, NameLengthMax)) return PartnerRefusals.NameMalformed;
        return state is null ? null : PartnerRefusals.AlreadyRegistered;
    }

    public static Refusal? MayRotate(IPartnerState? state) => state is null ? PartnerRefusals.NotFound : null;
}
