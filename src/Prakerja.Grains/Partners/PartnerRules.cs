using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Partners;

/// <summary>The registration of a partner by management.</summary>
public sealed record Registration(string Name, ProtectedSecret Secret, DateTimeOffset At);

/// <summary>The common part of the states of all partners.</summary>
public interface IPartnerState
{
    Registration Registration { get; }
}

/// <summary>The rules that apply to every partner.</summary>
public static class PartnerRules
{
    /// <summary>The most characters of a partner's name.</summary>
    public const int NameLengthMax = 100;

    /// <summary>A partner registers once: a second registration would silently void the secret in use.</summary>
    public static Refusal? MayRegister(IPartnerState? state, string code, string name)
    {
        if (!PartnerCode.IsValid(code)) return PartnerRefusals.CodeMalformed;
        if (!PlainText.IsLine(name, NameLengthMax)) return PartnerRefusals.NameMalformed;
        return state is null ? null : PartnerRefusals.AlreadyRegistered;
    }

    public static Refusal? MayRotate(IPartnerState? state) => state is null ? PartnerRefusals.NotFound : null;
}
