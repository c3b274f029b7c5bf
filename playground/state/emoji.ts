/**
 * Slack rejects a reaction with an unknown emoji. These are the standard names common in incident channels, and a
 * workspace adds its own. An emoji becomes known once a person reacts with it.
 */
const STANDARD = `
+1 -1 100 1234 alarm_clock ambulance arrow_down arrow_left arrow_right arrow_up art ballot_box_with_check
ant airplane ban bangbang battery bee beer beers bellhop_bell busts_in_silhouette bust_in_silhouette card_file_box
closed_lock_with_key construction_worker crossed_fingers desktop_computer dog electric_plug elephant file_cabinet
gift globe_with_meridians inbox_tray joystick lock_with_ink_pen muscle new newspaper ocean outbox_tray pizza printer
rainbow raising_hand satellite satellite_antenna snail snowflake spider spider_web sunny train umbrella v volcano
bangbang bar_chart beetle bell bike birthday black_circle bomb book bookmark books boom brain broom bug
building_construction bulb calendar camera card_index_dividers chart_with_downwards_trend
chart_with_upwards_trend checkered_flag clap clipboard clock1 clock3 closed_book cloud coffee collision
compass computer construction cop cry crystal_ball dart date detective disappointed dizzy dna door droplet
ear earth_africa eight email envelope exclamation eye eyeglasses eyes facepalm factory fast_forward file_folder
fire fire_engine fire_extinguisher firefighter first_place_medal five flashlight floppy_disk four gear ghost
green_circle grey_question grinning hammer hammer_and_pick hammer_and_wrench handshake heart
heavy_check_mark heavy_minus_sign heavy_multiplication_x heavy_plus_sign hourglass hourglass_flowing_sand
information_source interrobang key keyboard label ladder large_blue_circle large_green_circle
large_orange_circle large_red_square large_yellow_circle ledger link linked_paperclips lock loop loudspeaker
mag mag_right mailbox mantelpiece_clock mega memo microscope mute nerd_face nine no_bell no_entry
no_entry_sign notebook ok ok_hand one open_book open_file_folder open_hands orange_circle package page_facing_up
page_with_curl pager panda_face paperclip parking party_parrot pause_button pencil pencil2 phone point_down
point_left point_right point_up point_up_2 pray pushpin question raised_hand raised_hands recycle red_circle
repeat repeat_one rewind robot_face rocket roller_coaster rotating_light round_pushpin rubber_duck salute scales
scream scroll see_no_evil seedling seven shield ship shrug sleeping slightly_smiling_face smile sob
speech_balloon spiral_calendar_pad spiral_note_pad sos star stethoscope stop_sign stopwatch sunglasses
sweat_smile syringe tada telephone telephone_receiver telescope test_tube thinking_face thought_balloon three
thumbsdown thumbsup ticket timer_clock toolbox tractor traffic_light triangular_flag_on_post
triangular_ruler turtle twisted_rightwards_arrows two unlock vertical_traffic_light warning wastebasket watch
wave white_check_mark white_circle wrench writing_hand x yellow_circle zap zero zzz`

const ALIASES: Record<string, string> = {
  thumbsup: '+1',
  thumbsdown: '-1',
  collision: 'boom',
  telephone: 'phone',
  pencil: 'memo',
  open_book: 'book',
}

const FORM = /^([a-z0-9_+'-]+)((?:::skin-tone-[2-6])?)$/

export class Emoji {
  readonly #known = new Set(STANDARD.trim().split(/\s+/))

  learn(name: string): void {
    this.#known.add(name.split('::')[0] ?? name)
  }

  /** The canonical name Slack uses for an emoji with several names, or undefined when it is unknown. */
  canonical(name: string): string | undefined {
    const parts = FORM.exec(name)
    const base = parts?.[1]
    if (base === undefined || !this.#known.has(base)) return undefined
    return (ALIASES[base] ?? base) + (parts?.[2] ?? '')
  }
}
