/** Amounts of US dollars. They come as exact digits and are added exactly; only what is shown is rounded. */
import type { Amount } from 'groundplan';

const cents = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' });
const whole = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD', maximumFractionDigits: 0 });
const DIGITS = 12;

/** `$1,234.50`. */
export const dollars = (amount: Amount | number): string => cents.format(Number(amount));

/** `$1,235`. */
export const rounded = (amount: Amount | number): string => whole.format(Number(amount));

/** `−$70.08`, or `+$3.10`. */
export function difference(amount: Amount | number): string {
  const value = Number(amount);
  const sign = value < 0 ? '−' : '+';
  return `${sign}${cents.format(Math.abs(value))}`;
}

/** The sum, to the last digit. */
export function sum(amounts: Iterable<Amount>): Amount {
  let all = 0n;
  for (const amount of amounts) all += scaled(amount);
  const sign = all < 0n ? '-' : '';
  const digits = (all < 0n ? -all : all).toString().padStart(DIGITS + 1, '0');
  return `${sign}${digits.slice(0, -DIGITS)}.${digits.slice(-DIGITS)}`;
}

function scaled(amount: Amount): bigint {
  const [whole = '0', part = ''] = amount.replace('-', '').split('.');
  const value = BigInt(whole + part.slice(0, DIGITS).padEnd(DIGITS, '0'));
  return amount.startsWith('-') ? -value : value;
}

const figures = new Intl.NumberFormat('en-US', { maximumFractionDigits: 2 });

/** `1,460`, of a quantity. */
export const quantity = (amount: string): string => figures.format(Number(amount));
