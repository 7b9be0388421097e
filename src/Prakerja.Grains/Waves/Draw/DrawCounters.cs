using System.Collections.Immutable;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Waves;

/// <summary>The counters of a selection: the selected records of each province, cell and household.</summary>
internal sealed class DrawCounters
{
    private readonly Dictionary<byte, Province> provinces = [];
    private readonly Dictionary<KeyedHash, int> households = [];
    private readonly Cell?[] cells = new Cell?[1 << 16];

    public DrawCounters(ImmutableArray<ProvinceQuota> quotas)
    {
        foreach (var quota in quotas) provinces.Add(quota.Province.Value, new Province(quota));
    }

    /// <summary>Counts a record that takes part and returns its rank in its cell, from 1.</summary>
    public int CountEntry(in DrawRecord record) => ++CellOf(record).Entries;

    /// <summary>0 when the record can be selected now, otherwise the reason why not.</summary>
    public NotSelectedReason Check(in DrawRecord record)
    {
        if (households.GetValueOrDefault(record.Household) >= record.Room) return NotSelectedReason.HouseholdFull;
        var province = provinces.GetValueOrDefault(record.Province);
        return province is not null && province.Selected < province.Quota.Places && !CellOf(record).IsFull
            ? 0
            : NotSelectedReason.QuotaExhausted;
    }

    public void Select(in DrawRecord record, Ticket ticket)
    {
        Change(record, 1);
        CellOf(record).LastTicket = ticket;
    }

    /// <summary>Adds a selected record to the counters, or takes one away.</summary>
    public void Change(in DrawRecord record, int by)
    {
        households[record.Household] = households.GetValueOrDefault(record.Household) + by;
        provinces[record.Province].Selected += by;
        CellOf(record).Selected += by;
    }

    public ImmutableArray<DrawCell> ToCells()
    {
        var drawn = ImmutableArray.CreateBuilder<DrawCell>();
        for (var i = 0; i < cells.Length; i++)
        {
            if (cells[i] is { Entries: > 0 } cell)
                drawn.Add(new DrawCell(
                    new ProvinceCode((byte)(i >> 8)), (byte)i, cell.Entries, cell.Selected, cell.LastTicket));
        }

        return drawn.ToImmutable();
    }

    private Cell CellOf(in DrawRecord record)
    {
        ref var cell = ref cells[(record.Province << 8) | record.Tier];
        return cell ??= new Cell { Limit = LimitOf(record) };
    }

    private int LimitOf(in DrawRecord record)
    {
        if (!provinces.TryGetValue(record.Province, out var province)) return int.MaxValue;
        if (province.Quota.TierPlaces.IsDefaultOrEmpty) return int.MaxValue;
        foreach (var limit in province.Quota.TierPlaces)
        {
            if (limit.Tier == record.Tier) return limit.Places;
        }

        return int.MaxValue;
    }

    private sealed class Province(ProvinceQuota quota)
    {
        public ProvinceQuota Quota => quota;

        public int Selected { get; set; }
    }

    private sealed class Cell
    {
        public int Limit { get; init; }

        public int Entries { get; set; }

        public int Selected { get; set; }

        public Ticket? LastTicket { get; set; }

        public bool IsFull => Selected >= Limit;
    }
}
