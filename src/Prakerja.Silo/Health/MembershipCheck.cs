namespace Prakerja.Silo.Health;

/// <summary>The cluster counts this silo among its members.</summary>
internal sealed class MembershipCheck(IClusterMembershipService members, ILocalSiloDetails self) : IReadinessCheck
{
    public ValueTask<string?> GetFailureAsync(CancellationToken cancellationToken)
    {
        var status = members.CurrentSnapshot.GetSiloStatus(self.SiloAddress);
        return ValueTask.FromResult(
            status == SiloStatus.Active ? null : $"The silo is {status} in the cluster, not {SiloStatus.Active}.");
    }
}
